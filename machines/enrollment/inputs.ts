import { attemptIdOf, type EnrollmentContext } from './context.ts'
import type { EnrollFactorInput, EnrollmentOutput, SendEnrollFactorRequestInput } from './setup.ts'

/** What a bound factor ends with. */
export const doneOutput = ({ factorType, factorId }: EnrollmentContext): EnrollmentOutput => {
  if (factorType === null) throw new Error('An enrollment was done without a factor type: this is a defect')
  return { status: 'done', factorType, factorId }
}

/** What `sendEnrollFactorRequest` is given. */
export const requestOf = (context: EnrollmentContext): SendEnrollFactorRequestInput => {
  if (context.choice === null) throw new Error('requesting was entered without a choice: this is a defect')
  const { enrollmentId, choice } = context
  return { enrollmentId, attemptId: attemptIdOf(context), choice }
}

/** What `enrollFactor` is given. */
export const bindOf = (context: EnrollmentContext): EnrollFactorInput => {
  const { challenge, factorType, submission, choice, bound } = context
  if (challenge === null || factorType === null || submission === null)
    throw new Error('binding was entered without a challenge or a code: this is a defect')
  const { enrollmentToken } = challenge
  return {
    attemptId: attemptIdOf(context),
    bind: { factorType, enrollmentToken, enrollmentData: submission },
    choice,
    // In doubt every refusal is looked up anyway, and more than once.
    before: bound === 'unknown' ? null : context.before,
  }
}
