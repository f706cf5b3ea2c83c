import type { EnrollmentView } from '../view.ts'
import type { Words } from './words.ts'

/** What the button says that goes on from an expired view: ask once more, or enter once more what was not kept. */
export const renewalOf = (
  { can, factorType, message }: EnrollmentView,
  { renew, enterAgain }: Words,
): string =>
  (message.id === 'reloaded' || !can.renew ? { ...renew, ...enterAgain } : renew)[factorType ?? 'OTP']
