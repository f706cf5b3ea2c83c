import type * as t from 'io-ts'
import { unsentRequestOf } from '../../../machines/index.ts'
import { isStorableId, type Credentials, type Engine } from '../../durable/index.ts'
import { createReports, idRule, isOwnedBy, isParked, systemClock } from '../../durable/host/index.ts'
import { sealerOf } from '../sealer-of.ts'
import { checkedName } from '../names.ts'
import { Create, Nothing, Resume, Send } from '../wire/messages.ts'
import { createAnswers } from './answers.ts'
import { createHearing } from './hearing.ts'
import { createIngress } from './ingress.ts'
import type { RestateEngineOptions } from './options.ts'
import { foundIn, readRow } from './rows.ts'
import { createWatching } from './watching.ts'

/** No enrollment's: that Restate answers is what is asked. */
const nobody = 'readiness'

/**
 * Enrollments in a Restate cluster, as an `Engine`: whatever runs over the engine of one machine runs over this. It
 * keeps nothing and makes no calls; the service processes do (`enrollmentEndpoint`), so any number of these may ask.
 *
 * Functions reject with a `StoreError` where Restate did not answer, each after `clientTimeoutMs` at the latest. While
 * `health().storeFailure` stands, it asks Restate by itself, every few seconds, until that answers.
 *
 * @throws SealingKeyError if there is no key; TypeError, RangeError for an address, a name or a number that cannot work.
 *
 * @example
 * const engine = createRestateEngine({ ingress: 'http://127.0.0.1:8080', keys: sealingKeysOfEnvironment(process.env) })
 * const server = createEnrollmentServer({ engine, authenticate })
 */
export const createRestateEngine = (options: RestateEngineOptions): Engine => {
  const { clock = systemClock, clientTimeoutMs = 10_000, maxInFlight = 1_000, pollMs = 1_000 } = options
  const sealer = sealerOf(options.keys)
  const now = () => clock.now()
  const reports = createReports(options.onDefect)
  const { health } = reports
  const ingress = createIngress({
    ...options,
    sealer,
    name: checkedName(options.name),
    timeoutMs: clientTimeoutMs,
    maxInFlight,
  })
  const answers = createAnswers(sealer, now)
  const hearing = createHearing({ clock, reports, ask: () => readRow(ingress, nobody) })
  const { heard, failed } = hearing
  const read = (id: string) => heard(() => readRow(ingress, id))
  const { report } = reports
  const watching = createWatching({ clock, pollMs, read, answers, reports: { failed, report } })
  const unlisten = options.endpoint?.onChanged(watching.changed)
  const inWork = new Set<Promise<unknown>>()
  let isStopping = false

  /** Everything that is asked, so that it is waited for at the end, and its failures are heard of. */
  const asked = async <A>(work: () => Promise<A>): Promise<A> => {
    const mine = work()
    inWork.add(mine)
    try {
      return await mine
    } catch (cause) {
      failed(cause)
      throw cause
    } finally {
      inWork.delete(mine)
    }
  }

  /** Asks an enrollment to do something, and tells who watches it. */
  const done = <A>(
    handler: 'create' | 'send' | 'resume',
    id: string,
    codec: t.Type<A, unknown>,
    message: A,
  ) =>
    asked(async () => {
      const found = await heard(async () => foundIn(id, await ingress.ask(handler, id, codec, message)))
      watching.answered(id, found.row)
      return found
    })

  const opened = (id: string) =>
    asked(async () => {
      const row = isStorableId(id) ? await read(id) : null
      return row && answers.open(row)
    })

  const create: Engine['create'] = async (about) => {
    const { enrollmentId: id = crypto.randomUUID(), command, requestDigest = null } = about
    const { owner = null, accessToken = null } = about
    if (!isStorableId(id)) throw new TypeError(`enrollmentId must be ${idRule}`)
    if (isStopping) return { id, isNew: false, answer: answers.ofNothing(id, 'stopping') }
    const message = { owner, accessToken, requestDigest }
    const given = command === undefined ? null : { command }
    const found = await done('create', id, Create, { ...message, command: given })
    if (found.type === 'found') return { id, isNew: false, answer: answers.ofNothing(id, 'exists') }
    const { isNew, isSameRequest } = found
    // Of somebody else's nothing is shown.
    if (!isNew && !isOwnedBy(answers.open(found.row).open, owner))
      return { id, isNew, isSameRequest: false, answer: answers.ofNothing(id, 'exists') }
    return { id, isNew, isSameRequest, answer: answers.of(found) }
  }

  /** What whoever asks may know of. */
  const openedFor = async (id: string, { owner }: Partial<Credentials>) => {
    const found = await opened(id)
    return found !== null && isOwnedBy(found.open, owner) ? found : null
  }

  const send: Engine['send'] = async (id, command, credentials = {}) => {
    const { accessToken = null, owner } = credentials
    if (!isStorableId(id)) return null
    if (isStopping || owner !== undefined) {
      const found = await openedFor(id, credentials)
      if (found === null || isStopping) return found && answers.refused(found, 'stopping')
    }
    const found = await done('send', id, Send, { accessToken, command })
    return found.type === 'judged' ? answers.of(found) : null
  }

  const view: Engine['view'] = async (id, credentials = {}) => {
    const { accessToken = null } = credentials
    const found = await openedFor(id, credentials)
    if (found === null) return null
    if (accessToken === null || isStopping || !isParked(found)) return answers.viewOf(found.row)
    const { row } = await done('resume', id, Resume, { accessToken })
    return row && answers.viewOf(row)
  }

  return {
    create,
    send,
    view,
    // Restate goes on with what was left, and watches the time, whether this process runs or not.
    start: async () => undefined,
    ownerOf: async (id) => (await opened(id))?.open.owner ?? null,
    choiceOf: async (id) => (await opened(id))?.open.snapshot.context.choice ?? null,
    unsentRequestOf: async (id) => {
      const found = await opened(id)
      return found && unsentRequestOf(found.open.snapshot.context)
    },
    watch: watching.watch,
    erase: async (id) => {
      if (!isStorableId(id)) return false
      const reply = await asked(() => heard(() => ingress.ask('erase', id, Nothing, {})))
      watching.answered(id, null)
      return reply.type === 'erased' && reply.wasThere
    },
    health: () => ({ inFlight: ingress.inFlight(), waiting: 0, abandoned: 0, ...health() }),
    stop: async ({ graceMs = 10_000 } = {}) => {
      isStopping = true
      unlisten?.()
      watching.stop()
      hearing.stop()
      await new Promise<void>((resolve) => {
        const timer = clock.setTimeout(resolve, graceMs)
        void Promise.allSettled(inWork).then(() => {
          clock.clearTimeout(timer)
          resolve()
        })
      })
    },
  }
}
