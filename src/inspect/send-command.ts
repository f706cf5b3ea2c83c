import * as E from '#fp-ts/Either'
import { decodeCommand, refusalOf, stateOf } from '../../machines/index.ts'
import { isEnrollmentSnapshot } from './frame/recognise.ts'
import type { Inspected } from './inspection.ts'
import type { Sessions } from './sessions.ts'

const refused = (reason: Extract<Inspected, { readonly accepted: false }>['reason']): Inspected => ({
  accepted: false,
  reason,
})

/** Takes a command from an inspector, by the same questions that `createEnrollment` asks. */
export const sendCommand = (
  sessions: Sessions,
  now: () => number,
  enrollmentId: string,
  input: unknown,
): Inspected => {
  const command = decodeCommand(input)
  if (E.isLeft(command)) return refused(command.left)
  const session = sessions.withId(enrollmentId)
  if (session === undefined) return refused(sessions.hasEnded(enrollmentId) ? 'ended' : 'unknownEnrollment')
  const snapshot: unknown = session.actorRef.getSnapshot()
  if (!isEnrollmentSnapshot(snapshot) || snapshot.status !== 'active') return refused('ended')
  // Sent by a listener while the actor is still busy with an event, it would be judged too early; and so would
  // what the host sends after it.
  if (session.queued.size > 0) return refused('notNow')
  const reason = refusalOf(stateOf(snapshot), snapshot.context, command.right, now())
  // A code that comes too late is refused, and tells the machine that the minute is over.
  if (reason === null || reason === 'tokenExpired') session.actorRef.send(command.right)
  return reason === null ? { accepted: true } : refused(reason)
}
