import { createActor, type ActorOptions } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  decodeCommand,
  provideService,
  recordOf,
  refusalOf,
  snapshotOf,
  stateOf,
  type EnrollmentOutput,
  type EnrollmentRecord,
  type EnrollmentService,
  type ProvideServiceOptions,
  type Redacted,
} from '../../machines/index.ts'
import { viewOf, type EnrollmentView } from '../view/index.ts'
import { systemClock, type EnrollmentClock } from './clock.ts'
import type { Enrollment, Seal, Sent } from './enrollment.ts'

type Inspect = NonNullable<ActorOptions<ReturnType<typeof provideService>>['inspect']>

export interface CreateEnrollmentOptions extends Omit<ProvideServiceOptions, 'now'> {
  readonly service: EnrollmentService
  /** 128 random bits; `crypto.randomUUID()` by default. A restored enrollment keeps its own. */
  readonly enrollmentId?: string
  /** The system's clock by default. */
  readonly clock?: EnrollmentClock
  /** XState's inspection observer. It sees every event; secrets in them print as `<redacted>`. */
  readonly inspect?: Inspect
  /** A stored record (`persist()`), to go on from. What cannot be read starts as `expired` with an error. */
  readonly record?: unknown
  /** The opened secrets of that record; without them, what they were needed for starts anew. */
  readonly secrets?: Redacted<string>
  /** Called once, when the enrollment is done or cancelled. */
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
  const { service, clock = systemClock, inspect, record, secrets = null, onEnd } = options
  const id = options.enrollmentId ?? crypto.randomUUID()
  const now = () => clock.now()
  const machine = provideService(service, { ...options, now })
  const actor = createActor(machine, {
    input: { enrollmentId: id },
    clock,
    ...(inspect && { inspect }),
    ...(record !== undefined && { snapshot: snapshotOf(record, secrets, id) }),
  })

  const listeners = new Set<(view: EnrollmentView) => void>()
  let shown = viewOf(actor.getSnapshot(), now())
  let wake: { readonly timer: unknown } | null = null

  const sleep = () => {
    if (wake !== null) clock.clearTimeout(wake.timer)
    wake = null
  }

  const show = () => {
    const snapshot = actor.getSnapshot()
    sleep()
    shown = viewOf(snapshot, now())
    if (snapshot.status === 'active' && shown.nextChangeAt !== null)
      wake = { timer: clock.setTimeout(show, Math.min(shown.nextChangeAt - now(), 2 ** 31 - 1)) }
    for (const listener of listeners) listener(shown)
  }

  const end = () => {
    sleep()
    const { output } = actor.getSnapshot()
    if (output !== undefined) onEnd?.(output)
  }

  // Without an error observer XState reports a broken machine (a clock that gives no number) as uncaught: loud, as it should be.
  actor.subscribe({ next: show, complete: end, ...(options.onDefect && { error: options.onDefect }) })
  actor.start()
  if (record !== undefined && actor.getSnapshot().status === 'active')
    actor.send({ type: 'enrollment.restored', at: now(), sendAgainAt: now() + service.limits.sendIntervalMs })

  const send = (input: unknown): Sent => {
    const command = decodeCommand(input)
    if (E.isLeft(command)) return { accepted: false, reason: command.left }
    const snapshot = actor.getSnapshot()
    if (snapshot.status !== 'active') return { accepted: false, reason: 'ended' }
    const reason = refusalOf(stateOf(snapshot), snapshot.context, command.right, now())
    // A code that comes too late is refused, and tells the machine that the minute is over.
    if (reason === null || reason === 'tokenExpired') actor.send(command.right)
    return reason === null ? { accepted: true } : { accepted: false, reason }
  }

  function persist(): EnrollmentRecord
  function persist(how: { readonly seal: Seal }): Promise<EnrollmentRecord>
  function persist(how?: { readonly seal: Seal }): EnrollmentRecord | Promise<EnrollmentRecord> {
    const stored = recordOf(actor.getSnapshot())
    if (how === undefined) return stored.record
    return Promise.resolve(how.seal(stored.secrets)).then((sealed) => ({ ...stored.record, sealed }))
  }

  return {
    id: actor.getSnapshot().context.enrollmentId,
    getSnapshot: () => shown,
    view: () => viewOf(actor.getSnapshot(), now()),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send,
    persist,
    stop: () => {
      sleep()
      actor.stop()
    },
  }
}
