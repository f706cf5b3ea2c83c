import { handlers, object, type ObjectContext, type ObjectSharedContext } from '@restatedev/restate-sdk'
import { binary } from '../wire/binary.ts'
import { Reply } from '../wire/replies.ts'
import { written } from '../wire/values.ts'
import { create, resume, send } from './commands.ts'
import type { Host } from './host.ts'
import { erase, get } from './reading.ts'
import { run, type Perform } from './run.ts'
import { settle } from './settle.ts'
import { timer } from './timer.ts'

const nothing = new Uint8Array()

/** Journals hold tokens and codes, if sealed: nothing is kept once a handler is done. */
const forPeople = { input: binary, output: binary, journalRetention: 0, idempotencyRetention: 0 }
/** Not to be had through the ingress: what a service answered, nobody may make up. */
const forItself = { ...forPeople, ingressPrivate: true }

const replied = async (reply: Promise<Reply>): Promise<Uint8Array> => written(Reply, await reply)

/** One virtual object for each enrollment, named by its id. Restate lets one exclusive handler at a time have it. */
export const enrollmentObject = (host: Host, perform: Perform) => {
  const doRun = run(host, perform)
  const doSettle = settle(host)
  const ring = timer(host)
  const { exclusive, shared } = handlers.object
  return object({
    name: host.name,
    handlers: {
      create: exclusive(forPeople, (ctx: ObjectContext, input: Uint8Array) =>
        replied(create(host, ctx, input)),
      ),
      send: exclusive(forPeople, (ctx: ObjectContext, input: Uint8Array) => replied(send(host, ctx, input))),
      resume: exclusive(forPeople, (ctx: ObjectContext, input: Uint8Array) =>
        replied(resume(host, ctx, input)),
      ),
      erase: exclusive(forPeople, (ctx: ObjectContext, input: Uint8Array) =>
        replied(erase(host, ctx, input)),
      ),
      get: shared(forPeople, (ctx: ObjectSharedContext, input: Uint8Array) => replied(get(ctx, input))),
      run: shared(forItself, (ctx: ObjectSharedContext, input: Uint8Array) =>
        doRun(ctx, input).then(() => nothing),
      ),
      settle: exclusive(forItself, (ctx: ObjectContext, input: Uint8Array) =>
        doSettle(ctx, input).then(() => nothing),
      ),
      timer: exclusive(forItself, (ctx: ObjectContext, input: Uint8Array) =>
        ring(ctx, input).then(() => nothing),
      ),
    },
    options: {
      journalRetention: 0,
      idempotencyRetention: 0,
      // A handler that fails has met a defect or a lost connection; it goes on, for an enrollment must not stand still.
      retryPolicy: {
        initialInterval: 100,
        exponentiationFactor: 2,
        maxInterval: 2_000,
        maxAttempts: 1_000_000,
        onMaxAttempts: 'pause',
      },
    },
  })
}
