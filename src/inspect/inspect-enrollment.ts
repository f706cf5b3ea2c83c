import type { ActorRefLike, InspectionEvent } from 'xstate'
import type { EnrollmentSnapshot } from '../../machines/index.ts'
import type { InspectionFrame } from './frame/frame.ts'
import { eventFrame, startedFrame, stoppedFrame } from './frame/frames-of.ts'
import { isEnrollmentSnapshot } from './frame/recognise.ts'
import { createFrameListeners, createReport, guarded } from './inspection-listeners.ts'
import type { EnrollmentInspection } from './inspection.ts'
import { sendCommand } from './send-command.ts'
import { createSessions, type Session } from './sessions.ts'

export interface InspectEnrollmentOptions {
  /** Epoch ms of the clock that the enrollments were given; the system's by default. */
  readonly now?: () => number
  /** Hears each frame from the first on; the same as `subscribe` before anything began. */
  readonly onFrame?: (frame: InspectionFrame) => void
  /**
   * Hears what a listener threw, which no enrollment ever notices; without it, a line on the console names its
   * kind. It may hold what the listener was doing, but nothing of ours that is secret.
   */
  readonly onDefect?: (defect: unknown) => void
}

/** A fresh machine is idle and asked nothing yet. A record in which that is still so looks the same. */
const hasHistory = ({ value, context }: EnrollmentSnapshot): boolean =>
  value !== 'idle' || context.seq > 0 || context.error !== null

/**
 * Shows enrollments to inspectors, and takes commands from them: redaction is built in. What it tells are
 * {@link InspectionFrame}s, JSON made by an allow-list, without a secret and with masked contact data.
 *
 * Give its `inspect` to `createEnrollment`, or to `createActor` with a machine of your own that invokes the
 * enrollment: every enrollment in that system is found, all other actors are left out.
 *
 * @example
 * const inspection = inspectEnrollment({ onFrame: (frame) => console.log(JSON.stringify(frame)) })
 * const enrollment = createEnrollment({ service, inspect: inspection.inspect })
 * inspection.send(enrollment.id, { type: 'factor.chosen', factorType: 'OTP' }) // { accepted: true }
 */
export const inspectEnrollment = (options: InspectEnrollmentOptions = {}): EnrollmentInspection => {
  const { now = () => Date.now(), onFrame, onDefect } = options
  const report = createReport(onDefect)
  const sessions = createSessions()
  const listeners = createFrameListeners<InspectionFrame>(report)
  if (onFrame !== undefined) listeners.add(onFrame, [])

  const end = (session: Session, snapshot: EnrollmentSnapshot) => {
    sessions.close(session)
    listeners.tell(stoppedFrame(snapshot, now()))
  }

  /** A machine that dies of a defect sends no snapshot: somebody has to look. */
  const endIfDead = guarded((session: Session) => {
    const snapshot: unknown = session.actorRef.getSnapshot()
    const isUnderWay = sessions.of(session.actorRef) === session
    if (isUnderWay && isEnrollmentSnapshot(snapshot) && snapshot.status === 'error') end(session, snapshot)
  }, report)

  const frameOf = ({ snapshot, restored, isUnderWay }: Session) =>
    startedFrame(snapshot, now(), { restored, joined: isUnderWay })

  const begin = (
    actorRef: ActorRefLike,
    snapshot: EnrollmentSnapshot,
    history: Pick<Session, 'restored' | 'isUnderWay'>,
  ): Session => {
    const session = sessions.open(actorRef, snapshot, history)
    listeners.tell(frameOf(session))
    if (snapshot.status !== 'active') end(session, snapshot)
    return session
  }

  /** Met in the middle: by an observer that was added to a running system, or before the actor was started. */
  const meet = (actorRef: ActorRefLike): Session | null => {
    const snapshot: unknown = actorRef.getSnapshot()
    // A stray send to an actor that has ended must not make it begin again.
    const isUnderWay = isEnrollmentSnapshot(snapshot) && snapshot.status === 'active'
    if (!isUnderWay || sessions.isRetired(actorRef)) return null
    // Whether what happened was before a record was stored or after, nobody can see here.
    return begin(actorRef, snapshot, { restored: false, isUnderWay: hasHistory(snapshot) })
  }

  const sent = (actorRef: ActorRefLike, event: { readonly type: string }) => {
    if (event.type === 'xstate.init') return
    const session = sessions.of(actorRef) ?? meet(actorRef)
    if (session === null) return
    session.queued.add(event)
    // Events are taken within the turn in which they are sent.
    queueMicrotask(() => endIfDead(session))
  }

  const taken = (actorRef: ActorRefLike, event: { readonly type: string }, snapshot: EnrollmentSnapshot) => {
    const session = sessions.of(actorRef)
    if (event.type === 'xstate.init') {
      // An actor may be stopped and started again, as React's StrictMode does.
      if (session === undefined)
        begin(actorRef, snapshot, { restored: hasHistory(snapshot), isUnderWay: false })
      return
    }
    if (session === undefined) return
    const before = session.snapshot
    session.snapshot = snapshot
    session.isUnderWay = true
    session.queued.delete(event)
    if (event.type !== 'xstate.stop') listeners.tell(eventFrame(before, event, snapshot, now()))
    if (snapshot.status !== 'active') end(session, snapshot)
  }

  const inspect = (inspected: InspectionEvent) => {
    if (inspected.type === '@xstate.event') sent(inspected.actorRef, inspected.event)
    if (inspected.type !== '@xstate.snapshot') return
    if (isEnrollmentSnapshot(inspected.snapshot))
      taken(inspected.actorRef, inspected.event, inspected.snapshot)
  }

  return {
    inspect: guarded(inspect, report),
    subscribe: (listener) => listeners.add(listener, sessions.all().map(frameOf)),
    send: (enrollmentId, command) => sendCommand(sessions, now, enrollmentId, command),
  }
}
