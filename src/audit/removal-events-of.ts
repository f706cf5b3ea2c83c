import { removalMayHaveWorked, type EnrollmentError } from '../../machines/index.ts'
import { plainText } from '../view/index.ts'
import { auditErrorOf } from './audit-error-of.ts'
import type { RemovalEvent } from './removal-event.ts'

/** The events of one removal, by what is known of it. `now` gives epoch ms. */
export const removalEventsOf = (factorId: string, now: () => number) => {
  // Somebody's text, which may end in a terminal.
  const said = () => ({ version: 1, at: now(), factorId: plainText(factorId) }) as const
  return {
    requested: (): RemovalEvent => ({ ...said(), type: 'removal.requested' }),
    /** Nothing went out. */
    notSent: (error: EnrollmentError): RemovalEvent => ({
      ...said(),
      type: 'removal.failed',
      error: auditErrorOf(error),
    }),
    /** It went out, and no success came back. */
    notConfirmed: (error: EnrollmentError): RemovalEvent => ({
      ...said(),
      type: removalMayHaveWorked(error) ? 'removal.doubted' : 'removal.failed',
      error: auditErrorOf(error),
    }),
    confirmed: (): RemovalEvent => ({ ...said(), type: 'factor.removed' }),
  }
}
