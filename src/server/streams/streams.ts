import * as E from '#fp-ts/Either'
import type { Engine, EngineClock } from '../../durable/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { problem, type Problem } from '../problem/problem.ts'
import { createEventQueue, type EventQueue } from './event-queue.ts'
import { endEvent, expiredEvent, heartbeat, viewEvent } from './event-texts.ts'

/** Proxies close what is silent for a minute; a reader that took nothing for two of these is dropped. */
const heartbeatMs = 15_000
/** So many of one person: some tabs and a phone. */
const mostOfOne = 5
// setTimeout takes 31 bits, and fires at once beyond them.
const longest = 2 ** 31 - 1

export interface StreamsOptions {
  readonly engine: Pick<Engine, 'watch'>
  readonly clock: EngineClock
  /** Of all people together. */
  readonly mostStreams: number
  readonly report: (defect: unknown) => void
}

export interface OpenStream {
  readonly id: string
  readonly view: EnrollmentView
  readonly subject: string
  /** When what the request showed is over, epoch ms. */
  readonly expiresAt: number | null
  /** Closes its connection. */
  readonly hangUp: (() => void) | undefined
}

export interface Streams {
  /** Or why not: the person has too many already, or all together have. */
  readonly open: (stream: OpenStream) => E.Either<Problem, ReadableStream<Uint8Array>>
  readonly count: () => number
  /** Ends all of them; none is opened any more. */
  readonly stop: () => void
}

const hasEnded = ({ state }: EnrollmentView): boolean => state === 'done' || state === 'cancelled'

/** The streams that are open. Each costs one listener, one view at most that is not sent yet, and a timer if it expires. */
export const createStreams = ({ engine, clock, mostStreams, report }: StreamsOptions): Streams => {
  const all = new Set<EventQueue>()
  const ofSubject = new Map<string, number>()
  let beat: { readonly timer: unknown } | null = null

  const count = (subject: string, more: number) => {
    const left = (ofSubject.get(subject) ?? 0) + more
    if (left === 0) ofSubject.delete(subject)
    else ofSubject.set(subject, left)
  }

  /** What the host's `hangUp` throws stops no heart but its own. */
  const beatOf = (queue: EventQueue) => {
    try {
      queue.beat(heartbeat)
    } catch (cause) {
      report(cause)
    }
  }

  /** One timer for the hearts of all. */
  const arm = () => {
    beat ??= {
      timer: clock.setTimeout(() => {
        beat = null
        for (const queue of new Set(all)) beatOf(queue)
        if (all.size > 0) arm()
      }, heartbeatMs),
    }
  }

  const disarm = () => {
    if (beat !== null) clock.clearTimeout(beat.timer)
    beat = null
  }

  const expiring = (expiresAt: number | null, queue: EventQueue): (() => void) => {
    if (expiresAt === null) return () => undefined
    let timer: unknown = null
    const look = () => {
      const left = expiresAt - clock.now()
      if (left <= 0) queue.end(expiredEvent)
      else timer = clock.setTimeout(look, Math.min(left, longest))
    }
    look()
    return () => clock.clearTimeout(timer)
  }

  return {
    open: ({ id, view, subject, expiresAt, hangUp }) => {
      if ((ofSubject.get(subject) ?? 0) >= mostOfOne)
        return E.left(problem('too-many-streams', { retryAfter: 15 }))
      if (all.size >= mostStreams)
        return E.left(problem('overloaded', { reason: 'overloaded', retryAfter: 15 }))
      const cleanups: (() => void)[] = []
      const left = () => {
        all.delete(queue)
        count(subject, -1)
        if (all.size === 0) disarm()
        for (const cleanup of cleanups) cleanup()
      }
      const queue = createEventQueue({ left, hangUp })
      all.add(queue)
      count(subject, 1)
      arm()
      const tell = (next: EnrollmentView) => {
        queue.show(viewEvent({ id, view: next, now: clock.now() }))
        if (hasEnded(next)) queue.end(endEvent)
      }
      tell(view)
      cleanups.push(expiring(expiresAt, queue))
      cleanups.push(engine.watch(id, tell, () => queue.end(endEvent)))
      // What ended at once has left before it was watched.
      if (!all.has(queue)) for (const cleanup of cleanups) cleanup()
      return E.right(queue.body)
    },
    count: () => all.size,
    stop: () => {
      for (const queue of new Set(all)) queue.end('')
    },
  }
}
