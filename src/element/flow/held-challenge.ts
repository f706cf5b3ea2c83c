import type { EnrollmentView } from '../../view/index.ts'
import type { ViewIn } from './steps.ts'

export interface HeldChallenge {
  readonly current: () => ViewIn<'awaitingCode'> | null
  /** Whether the next request sends the message once more, and nothing else. */
  readonly expectResend: (expected: boolean) => void
  readonly changed: (before: EnrollmentView | null, after: EnrollmentView) => void
}

/**
 * The challenge that stays on show while its code is being checked or sent once more, so that QR, key and keyboard
 * do not vanish for half a second. It is let go as soon as the answer is there.
 */
export const createHeldChallenge = (): HeldChallenge => {
  let held: ViewIn<'awaitingCode'> | null = null
  let isResend = false

  const stays = (after: EnrollmentView): boolean =>
    after.state === 'binding' || (after.state === 'requesting' && isResend)

  return {
    current: () => held,
    expectResend: (expected) => {
      isResend = expected
    },
    changed: (before, after) => {
      if (!stays(after)) {
        held = null
        isResend = false
        return
      }
      if (before?.state === 'awaitingCode' && before.challenge.factorType !== 'FACE') held = before
    },
  }
}
