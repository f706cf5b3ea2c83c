import { isOutOfBand, stateOf, type CommandType, type EnrollmentSnapshot } from '../../../machines/index.ts'

/**
 * The commands that the state takes. What only time decides (a cooldown, a throttled code, the token's
 * minute) is not asked: it changes while nothing happens, and so without a frame that would say so.
 */
export const commandsOf = (snapshot: EnrollmentSnapshot): readonly CommandType[] => {
  const { status, context } = snapshot
  if (status !== 'active') return []
  const { factorType, choice, cancelRequested } = context
  switch (stateOf(snapshot)) {
    case 'idle':
      return ['factor.chosen', 'enrollment.cancelled']
    case 'requesting':
      return ['enrollment.cancelled']
    case 'awaitingCode':
      return [
        factorType === 'FACE' ? 'photo.submitted' : 'code.submitted',
        ...(isOutOfBand(factorType) && choice !== null ? (['code.resend'] as const) : []),
        'factor.chosen',
        'enrollment.cancelled',
      ]
    case 'binding':
    case 'reconciling':
      // Asked for a second time it would be taken, and change nothing.
      return cancelRequested ? [] : ['enrollment.cancelled']
    case 'savingRecoveryCode':
      return ['recoveryCode.saved', 'enrollment.cancelled']
    case 'expired':
      return [
        ...(choice === null ? [] : (['enrollment.renewed'] as const)),
        'factor.chosen',
        'enrollment.cancelled',
      ]
    case 'failed':
      return ['enrollment.restarted', 'enrollment.cancelled']
    case 'done':
    case 'cancelled':
      return []
  }
}
