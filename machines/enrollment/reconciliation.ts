import type { FactorsListed } from './answers.ts'
import { compareWithBaseline } from './baseline.ts'
import type { EnrollmentContext } from './context.ts'
import { verdictOf, type Failure } from './failures.ts'
import { maySend, tokenIsLive } from './time.ts'

type Next =
  | 'savingRecoveryCode'
  | 'done'
  | 'recoveryCodeLost'
  | 'pausing'
  | 'outcomeUnknown'
  | 'cancelledInDoubt'
  | 'cancelled'
  | 'requesting'
  | 'awaitingCode'
  | 'expired'

/** Where a confirmed bind leads: an OTP bind is only over when the recovery code is saved. */
export const afterBind = ({
  factorType,
  recoveryCode,
}: EnrollmentContext): 'savingRecoveryCode' | 'done' | 'recoveryCodeLost' => {
  if (factorType !== 'OTP') return 'done'
  return recoveryCode === null ? 'recoveryCodeLost' : 'savingRecoveryCode'
}

const inDoubtForGood = ({ cancelRequested }: EnrollmentContext): 'cancelledInDoubt' | 'outcomeUnknown' =>
  cancelRequested ? 'cancelledInDoubt' : 'outcomeUnknown'

/** The factor that a listing shows to be ours, or null. */
export const factorIdFound = (context: EnrollmentContext, { factors }: FactorsListed): string | null => {
  const finding = compareWithBaseline(context.before, factors, context.factorType, context.choice)
  return finding._tag === 'bound' ? finding.factorId : null
}

/** Where a listing leads. A late bind may still commit, so only the last listing may say no. */
export const afterListing = (context: EnrollmentContext, answer: FactorsListed): Next => {
  const finding = compareWithBaseline(context.before, answer.factors, context.factorType, context.choice)
  if (finding._tag === 'bound') return afterBind(context)
  if (context.listingsLeft > 0) return 'pausing'
  if (finding._tag === 'cannotTell') return inDoubtForGood(context)
  if (context.cancelRequested) return 'cancelled'
  // Asked again here: the clock may have been set back since the command was taken.
  if (context.nextChoice !== null && maySend(context, context.nextChoice, answer.repliedAt))
    return 'requesting'
  return tokenIsLive(context, answer.repliedAt) ? 'awaitingCode' : 'expired'
}

/** Where a listing that failed leads: asked again, unless the server refuses or the listings are used up. */
export const afterFailedListing = (
  context: EnrollmentContext,
  failure: Failure,
): 'pausing' | 'cancelledInDoubt' | 'outcomeUnknown' =>
  context.listingsLeft > 0 && verdictOf(failure, 'requesting') !== 'refuse'
    ? 'pausing'
    : inDoubtForGood(context)
