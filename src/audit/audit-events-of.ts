import { stateOf, type EnrollmentContext, type EnrollmentSnapshot } from '../../machines/index.ts'
import { plainText } from '../view/index.ts'
import type { AuditError } from './audit-error.ts'
import { auditErrorOf } from './audit-error-of.ts'
import type { AuditEvent } from './audit-event.ts'
import { inEveryEvent, type InEveryEvent } from './in-every-event.ts'

type Events = readonly AuditEvent[]

const errorOf = ({ error }: EnrollmentContext): AuditError | null => error && auditErrorOf(error)

/** Where something failed there is an error; a snapshot without one was made by somebody else. */
const failureOf = (context: EnrollmentContext): AuditError => errorOf(context) ?? { tag: 'defect' }

const factorBound = (
  said: InEveryEvent,
  { factorId }: EnrollmentContext,
  found: 'answered' | 'listed',
): AuditEvent => ({
  ...said,
  type: 'factor.bound',
  factorId: factorId === null ? null : plainText(factorId),
  found,
})

/** What came of what was going on in the state that was left. */
const outcomeOf = (before: EnrollmentSnapshot, after: EnrollmentSnapshot, said: InEveryEvent): Events => {
  const { context } = after
  const { state } = said
  const isBound = context.bound === 'yes'
  switch (stateOf(before)) {
    case 'requesting':
      return state === 'idle' || state === 'failed'
        ? [{ ...said, type: 'request.failed', error: failureOf(context) }]
        : []
    case 'binding':
      // A refused bind that stands in the list all the same: only the list names a factor.
      if (isBound) return [factorBound(said, context, context.factorId === null ? 'answered' : 'listed')]
      if (state === 'reconciling') return []
      return [{ ...said, type: 'bind.failed', error: failureOf(context), wrongCodes: context.wrongCodes }]
    case 'reconciling':
      if (isBound) return [factorBound(said, context, 'listed')]
      // In doubt for good: that is no finding.
      if (state === 'failed' || (state === 'cancelled' && context.bound !== 'no')) return []
      return [{ ...said, type: 'bind.notFound' }]
    case 'savingRecoveryCode':
      return state === 'done' ? [{ ...said, type: 'recoveryCode.saved' }] : []
    case 'failed':
      return state === 'idle' ? [{ ...said, type: 'enrollment.restarted' }] : []
    case 'idle':
    case 'awaitingCode':
    case 'expired':
    case 'done':
    case 'cancelled':
      return []
  }
}

/** What begins with the state that was entered. A call that goes out speaks for itself, all else of what was. */
const beginningOf = (
  before: EnrollmentSnapshot,
  { context }: EnrollmentSnapshot,
  said: InEveryEvent,
): Events => {
  const calling = inEveryEvent(context, said.state, said.at)
  switch (said.state) {
    case 'requesting':
      return [{ ...calling, type: 'factor.requested' }]
    case 'awaitingCode':
      return stateOf(before) === 'requesting' && context.challenge !== null
        ? [{ ...said, type: 'challenge.opened', expiresAt: context.challenge.deadline }]
        : []
    case 'binding':
      return [{ ...calling, type: context.factorType === 'FACE' ? 'photo.submitted' : 'code.submitted' }]
    case 'reconciling':
      return [{ ...said, type: 'bind.doubted', error: errorOf(context) }]
    case 'expired':
      return [{ ...said, type: 'enrollment.expired', error: errorOf(context) }]
    case 'failed': {
      const failed: AuditEvent = { ...said, type: 'enrollment.failed', error: failureOf(context) }
      return failed.error.tag === 'recoveryCodeLost'
        ? [{ ...said, type: 'recoveryCode.lost' }, failed]
        : [failed]
    }
    case 'cancelled':
      return [{ ...said, type: 'enrollment.cancelled', bound: context.bound }]
    case 'idle':
    case 'savingRecoveryCode':
    case 'done':
      return []
  }
}

/**
 * What happened between two snapshots, one transition apart: pure, so that a host which stores its
 * enrollments can keep an audit, too. Empty if the state stayed the same; otherwise the last event's `state`
 * is the state now. `createEnrollment` does this for its `onEvent`.
 *
 * @param at epoch ms of the clock that the machine was given.
 *
 * @example
 * let before = actor.getSnapshot()
 * actor.subscribe((after) => {
 *   for (const event of auditEventsOf(before, after, Date.now())) log(JSON.stringify(event))
 *   before = after
 * })
 */
export const auditEventsOf = (before: EnrollmentSnapshot, after: EnrollmentSnapshot, at: number): Events => {
  const state = stateOf(after)
  if (stateOf(before) === state) return []
  // The context before still knows what the end wipes.
  const said = inEveryEvent(before.context, state, at)
  return [...outcomeOf(before, after, said), ...beginningOf(before, after, said)]
}
