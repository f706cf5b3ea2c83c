import { createActor } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  decodeCommand,
  provideService,
  recordOf,
  refusalOf,
  refusedUntil,
  snapshotOf,
  stateOf,
  type CommandType,
  type EnrollmentRecord,
  type EnrollmentSnapshot,
  type Refusal,
} from '../../machines/index.ts'
import { createHooks } from '../audit/index.ts'
import { viewOf, type EnrollmentView } from '../view/index.ts'
import { systemClock } from './clock.ts'
import type { CreateEnrollmentOptions } from './create-enrollment-options.ts'
import type { Enrollment, Seal, Sent } from './enrollment.ts'
import { createListeners } from './listeners.ts'

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
  const { service, clock = systemClock, inspect, secrets = null } = options
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

  const hooks = createHooks(options, now)
  const listeners = createListeners<EnrollmentView>()
  let last: EnrollmentSnapshot = actor.getSnapshot()
  let shown = viewOf(last, now())
  let wake: { readonly timer: unknown } | null = null
  // XState takes what a listener sends after the change it hears of, so a second command would be judged too early.
  let sending = false
  const hadEnded = last.status !== 'active'
  let stopped: EnrollmentSnapshot | null = null

  const sleep = () => {
    if (wake !== null) clock.clearTimeout(wake.timer)
    wake = null
  }

  const look = () => {
    sleep()
    shown = viewOf(actor.getSnapshot(), now())
    if (shown.nextChangeAt !== null)
      wake = { timer: clock.setTimeout(show, Math.min(shown.nextChangeAt - now(), 2 ** 31 - 1)) }
  }

  const show = () => {
    look()
    listeners.tell(() => shown)
  }

  const changed = (snapshot: EnrollmentSnapshot) => {
    sending = false
    const before = last
    last = snapshot
    look()
    // Before listeners, whose next command has events of its own.
    hooks.changed(before, snapshot)
    listeners.tell(() => shown)
  }

  /** Timers come late where a laptop slept or a page was frozen: what was due happens once somebody looks. */
  const catchUp = () => {
    if (stopped !== null || shown.nextChangeAt === null || shown.nextChangeAt > now()) return
    const fresh = viewOf(actor.getSnapshot(), now())
    if (fresh.state === 'awaitingCode' && fresh.secondsLeft === 0) restore()
    else show()
  }

  const end = () => {
    sleep()
    const { output } = actor.getSnapshot()
    if (output !== undefined && !hadEnded) hooks.ended(output)
  }

  // Without an error observer XState reports a broken machine (a clock that gives no number) as uncaught: loud, as it should be.
  actor.subscribe({ next: changed, complete: end, ...(options.onDefect && { error: options.onDefect }) })
  actor.start()
  const restore = () =>
    actor.send({ type: 'enrollment.restored', at: now(), sendAgainAt: now() + service.limits.sendIntervalMs })
  if (record !== undefined && last.status === 'active') {
    hooks.resumed(last)
    restore()
  }

  const refused = (command: CommandType | null, reason: Refusal): Sent => {
    hooks.refused(last, command, reason)
    return { accepted: false, reason }
  }

  const send = (input: unknown): Sent => {
    const command = decodeCommand(input)
    if (E.isLeft(command)) return refused(null, command.left)
    const { type } = command.right
    const snapshot = actor.getSnapshot()
    if (snapshot.status !== 'active') return refused(type, 'ended')
    if (sending) return refused(type, 'notNow')
    const reason = refusalOf(stateOf(snapshot), snapshot.context, command.right, now())
    // A code that comes too late is refused, and tells the machine that the minute is over.
    if (reason === null || reason === 'tokenExpired') {
      sending = true
      actor.send(command.right)
    }
    if (reason === null) return { accepted: true }
    const until = refusedUntil(reason, snapshot.context, command.right, now())
    return { ...refused(type, reason), ...(until !== null && { until }) }
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
    view: () => {
      // Not at once: who looks may be in the middle of drawing.
      if (shown.nextChangeAt !== null && shown.nextChangeAt <= now()) queueMicrotask(catchUp)
      return viewOf(actor.getSnapshot(), now())
    },
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
