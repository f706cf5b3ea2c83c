import type { ServiceError } from '../../../machines/index.ts'
import { secondsUntil } from '../../view/index.ts'
import type { FactorTexts } from '../texts/factor-texts.ts'
import { shownId } from './shown-factor.ts'

/**
 * The call that removes a factor, to be copied. The id stands in it only where a shell takes it for one word;
 * of ids with a bar in them a shell would make a pipe.
 */
export const removeCallOf = (factorId: string): string => {
  if (!/^[\w.:|][\w.:|-]*$/.test(factorId)) return 'mfa-enroll factors remove ID'
  return `mfa-enroll factors remove ${factorId.includes('|') ? `"${factorId}"` : factorId}`
}

/** Why a call did nothing, or may have done nothing: half a sentence, which claims no more than is known. */
export const whyOf = (error: ServiceError, { why }: FactorTexts): string => {
  switch (error._tag) {
    case 'unreachable':
      return error.mayHaveArrived ? why.unanswered : why.unreached
    case 'timedOut':
      return why.unanswered
    case 'forbidden':
    case 'unauthorized':
    case 'throttled':
    case 'serverFault':
    case 'invalidResponse':
      return why[error._tag]
    default:
      return why.refused
  }
}

/** What to do about a factor that should have gone. Not what was just refused, with the same rights. */
export const howToRemove = (factorId: string, error: ServiceError, { toRemoveIt }: FactorTexts): string => {
  const call = removeCallOf(factorId)
  switch (error._tag) {
    case 'forbidden':
      return toRemoveIt.byAdministrator(shownId(factorId))
    case 'unauthorized':
      return toRemoveIt.signedIn(call)
    case 'throttled':
      return toRemoveIt.after(secondsUntil(error.retryAt ?? null, Date.now()), call)
    default:
      return toRemoveIt.now(call)
  }
}
