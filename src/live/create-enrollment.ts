import { createActor, type ActorOptions } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  decodeCommand,
  provideService,
  recordOf,
  refusalOf,
  refusedUntil,
  snapshotOf,
  stateOf,
  type EnrollmentOutput,
  type EnrollmentRecord,
  type EnrollmentService,
  type EnrollmentSnapshot,
  type ProvideServiceOptions,
  type Redacted,
} from '../../machines/index.ts'
import { viewOf, type EnrollmentView } from '../view/index.ts'
import { systemClock, type EnrollmentClock } from './clock.ts'
import type { Enrollment, Seal, Sent } from './enrollment.ts'
import { createListeners } from './listeners.ts'

/** What XState calls with each inspection event. */
export type Inspect = NonNullable<ActorOptions<ReturnType<typeof provideService>>['inspect']>

export interface CreateEnrollmentOptions extends Omit<ProvideServiceOptions, 'now'> {
  readonly service: EnrollmentService
  /** 128 random bits; `crypto.randomUUID()` by default. A restored enrollment keeps its own. */
  readonly enrollmentId?: string
  /** The system's clock by default. */
  readonly clock?: EnrollmentClock
  /** XState's inspection observer. It sees every event; secrets in them print as `<redacted>`. */
  readonly inspect?: Inspect
  /** A stored record (`persist()`), to go on from; null for none. What cannot be read starts as `expired` with an error. */
  readonly record?: unknown
  /** The opened secrets of that record; without them, what they were needed for starts anew. */
  readonly secrets?: Redacted<string> | undefined
  /** Called once, when the enrollment gets done or cancelled; not again for a record of one that had ended. */
  readonly onEnd?: (output: EnrollmentOutput) => void
}

/**
 * One enrollment, running here and now: in a page, a terminal, a script. Nothing is requested until a
 * command asks for it, so it may be created in a constructor, an effect or a mount.
 *
 * @example
 * const enrollment = createEnrollment({ service })
 * enrollment.subscribe((view) => draw(view))
 * enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
 */
export const createEnrollment = (options: CreateEnrollmentOptions): Enrollment => {
  const { service, clock = systemClock, inspect, secrets = null, onEnd } = options
  // An empty storage answers null.
  const record = options.record ?? undefined
  const id = options.enrollmentId ?? crypto.randomUUID()
  const now = () => clock.now()
  const machine = provideService(service, { ...options, now })
  const actor = createActor(machine, {
    input: { enrollmentId: id },
    clock,
    ...(inspect && { inspect }),
    ...(record !== undefined && { snapshot: snapshotOf(record, secrets, id) }),
  })

  const listeners = createListeners<EnrollmentView>()
  let shown = viewOf(actor.getSnapshot(), now())
  let wake: { readonly timer: unknown } | null = null
  // XState takes what a listener sends after the change it hears of, so a second command would be judged too early.
  let sending = false
  const hadEnded = actor.getSnapshot().status !== 'active'
  let stopped: EnrollmentSnapshot | null = null

  const sleep = () => {
    if (wake !== null) clock.clearTimeout(wake.timer)
    wake = null
  }

  const show = () => {
    sleep()
    shown = viewOf(actor.getSnapshot(), now())
    if (shown.nextChangeAt !== null)
      wake = { timer: clock.setTimeout(show, Math.min(shown.nextChangeAt - now(), 2 ** 31 - 1)) }
    listeners.tell(() => shown)
  }

  const changed = () => {
    sending = false
    show()
  }

  const end = () => {
    sleep()
    const { output } = actor.getSnapshot()
    if (output !== undefined && !hadEnded) onEnd?.(output)
  }

  // Without an error observer XState reports a broken machine (a clock that gives no number) as uncaught: loud, as it should be.
  actor.subscribe({ next: changed, complete: end, ...(options.onDefect && { error: options.onDefect }) })
  actor.start()
  if (record !== undefined && actor.getSnapshot().status === 'active')
    actor.send({ type: 'enrollment.restored', at: now(), sendAgainAt: now() + service.limits.sendIntervalMs })

  const send = (input: unknown): Sent => {
    const command = decodeCommand(input)
    if (E.isLeft(command)) return { accepted: false, reason: command.left }
    const snapshot = actor.getSnapshot()
    if (snapshot.status !== 'active') return { accepted: false, reason: 'ended' }
    if (sending) return { accepted: false, reason: 'notNow' }
    const reason = refusalOf(stateOf(snapshot), snapshot.context, command.right, now())
    // A code that comes too late is refused, and tells the machine that the minute is over.
    if (reason === null || reason === 'tokenExpired') {
      sending = true
      actor.send(command.right)
    }
    if (reason === null) return { accepted: true }
    const until = refusedUntil(reason, snapshot.context, command.right, now())
    return { accepted: false, reason, ...(until !== null && { until }) }
  }

  function persist(): EnrollmentRecord
  function persist(how: { readonly seal: Seal }): Promise<EnrollmentRecord>
  function persist(how?: { readonly seal: Seal }): EnrollmentRecord | Promise<EnrollmentRecord> {
    const stored = recordOf(stopped ?? actor.getSnapshot())
    if (how === undefined) return stored.record
    return Promise.resolve()
      .then(() => how.seal(stored.secrets))
      .then((sealed) => ({ ...stored.record, sealed }))
  }

  return {
    id: actor.getSnapshot().context.enrollmentId,
    getSnapshot: () => shown,
    view: () => viewOf(actor.getSnapshot(), now()),
    subscribe: listeners.add,
    send,
    persist,
    stop: () => {
      sleep()
      // XState's own snapshot of a stopped actor cannot be gone on from.
      stopped ??= actor.getSnapshot()
      actor.stop()
    },
  }
}
