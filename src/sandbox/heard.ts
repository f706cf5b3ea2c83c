import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import { sleep, type SandboxClock } from './clock.ts'
import type { Delivery } from './faults/delivery.ts'
import type { PortCall } from './port-calls.ts'
import { readReply } from './read-reply.ts'

/** More than any true reply: 256 KiB. A client does not read on. */
const longestBody = 256 * 1024

const textOf = (pieces: Iterable<Uint8Array>): string | null => {
  const read: Uint8Array[] = []
  let length = 0
  for (const piece of pieces) {
    read.push(piece)
    length += piece.byteLength
    if (length > longestBody) return null
  }
  return Buffer.concat(read).toString('utf8')
}

export interface Hearing {
  readonly clock: SandboxClock
  /** How long the client still waits, ms. */
  readonly patienceMs: number
  /** The HTTP `Date` of a reply, epoch ms. */
  readonly date: () => number
  readonly signal: AbortSignal | undefined
}

/** What a client that left has to say, whether by its own wish or for the time. */
const left = async ({ clock, patienceMs, signal }: Hearing): Promise<E.Either<ServiceError, never>> =>
  (await sleep(clock, patienceMs, signal))
    ? E.left({ _tag: 'timedOut' })
    : E.left({ _tag: 'unreachable', mayHaveArrived: true })

/** What a client would hear of a disturbed reply, after as long as it would take on the clock. */
export const heard = async <A>(
  call: PortCall<A>,
  delivery: Delivery,
  hearing: Hearing,
): Promise<E.Either<ServiceError, A>> => {
  if (delivery.end === 'silence') return left(hearing)
  if (delivery.end === 'reset' || delivery.kind === 'nothing')
    return E.left({ _tag: 'unreachable', mayHaveArrived: true })
  const { status, headers, pieces, pauseMs } = delivery
  const { clock, patienceMs, signal, date } = hearing
  const dated = date()
  if (pauseMs > 0) {
    const waitMs = ([...pieces].length - 1) * pauseMs
    if (waitMs >= patienceMs) return left(hearing)
    if (!(await sleep(clock, waitMs, signal))) return E.left({ _tag: 'unreachable', mayHaveArrived: true })
  }
  const reply = { status, retryAfter: headers['retry-after'] ?? null, date: dated, text: textOf(pieces) }
  return readReply(call, reply, clock.now())
}
