import { handlers, object, type ObjectContext, type ObjectSharedContext } from '@restatedev/restate-sdk'
import type * as t from 'io-ts'
import type { Asking } from '../wire/asking.ts'
import { binary } from '../wire/binary.ts'
import { Create, Nothing, Resume, Send } from '../wire/messages.ts'
import type { Reply } from '../wire/replies.ts'
import { asked } from './asked.ts'
import { create, resume, send } from './commands.ts'
import type { Host } from './host.ts'
import { erase, get } from './reading.ts'
import { run, type Perform } from './run.ts'
import { settle } from './settle.ts'
import { timer } from './timer.ts'
import { unsaid } from './unsaid.ts'

const nothing = new Uint8Array()

/** How Restate tries a handler again that failed: it has met a defect, a lost connection, or no service process. */
const trying = { initialInterval: 100, exponentiationFactor: 2, maxInterval: 2_000 }

/** Journals hold tokens and codes, if sealed: nothing is kept once a handler is done. */
const bytes = { input: binary, output: binary, journalRetention: 0, idempotencyRetention: 0 }
/**
 * What somebody waits for, ten seconds as a rule. After 13 s of trying nobody does, and it would do nothing (`notAfter`):
 * otherwise all that was asked while no service process ran would be tried for ever.
 */
const forPeople = { ...bytes, retryPolicy: { ...trying, maxAttempts: 10, onMaxAttempts: 'kill' as const } }
/** Not to be had through the ingress: what a service answered, nobody may make up. */
const forItself = { ...bytes, ingressPrivate: true }

/** One virtual object for each enrollment, named by its id. Restate lets one exclusive handler at a time have it. */
export const enrollmentObject = (host: Host, perform: Perform) => {
  const change = <A>(
    codec: t.Type<A, unknown>,
    work: (host: Host, ctx: ObjectContext, request: Asking<A>) => Promise<Reply>,
  ) => unsaid(asked(codec, (ctx: ObjectContext, request: Asking<A>) => work(host, ctx, request)))
  const itself = <Ctx>(work: (ctx: Ctx, input: Uint8Array) => Promise<void>) =>
    unsaid((ctx: Ctx, input: Uint8Array) => work(ctx, input).then(() => nothing))
  const { exclusive, shared } = handlers.object
  return object({
    name: host.name,
    handlers: {
      create: exclusive(forPeople, change(Create, create)),
      send: exclusive(forPeople, change(Send, send)),
      resume: exclusive(forPeople, change(Resume, resume)),
      erase: exclusive(forPeople, change(Nothing, erase)),
      get: shared(
        forPeople,
        unsaid(asked(Nothing, (ctx: ObjectSharedContext, request) => get(host, ctx, request))),
      ),
      run: shared(forItself, itself(run(host, perform))),
      settle: exclusive(forItself, itself(settle(host))),
      timer: exclusive(forItself, itself(timer(host))),
    },
    options: {
      journalRetention: 0,
      idempotencyRetention: 0,
      // What an enrollment sends to itself goes on, for it must not stand still.
      retryPolicy: { ...trying, maxAttempts: 1_000_000, onMaxAttempts: 'pause' },
    },
  })
}
