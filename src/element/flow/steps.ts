import type { EnrollmentView } from '../../view/index.ts'

/** Where a person stands before a command is sent: the surface's own way to it, which the machine need not know. */
export type Step =
  | { readonly name: 'factors' }
  | { readonly name: 'prepare' }
  | { readonly name: 'destination'; readonly factorType: 'SMS' | 'EMAIL' }
  | { readonly name: 'photo' }

export type ViewIn<State extends EnrollmentView['state']> = Extract<EnrollmentView, { readonly state: State }>

/** Every screen; the part that is showing is named after it. */
export type ScreenName =
  | Step['name']
  | 'appCode'
  | 'sentCode'
  | 'requesting'
  | 'binding'
  | 'reconciling'
  | 'recoveryCode'
  | 'expired'
  | 'failed'
  | 'done'
  | 'cancelled'

const challengeScreen = ({ challenge }: ViewIn<'awaitingCode'>): ScreenName => {
  switch (challenge.factorType) {
    case 'OTP':
      return 'appCode'
    case 'SMS':
    case 'EMAIL':
      return 'sentCode'
    case 'FACE':
      return 'photo'
  }
}

/**
 * The screen for a view.
 *
 * @param step where the person is, if they are on the way to a command; only where one may be sent.
 * @param held the challenge that stays on show while its code is being checked.
 */
export const screenOf = (
  view: EnrollmentView,
  step: Step | null,
  held: ViewIn<'awaitingCode'> | null,
): ScreenName => {
  switch (view.state) {
    case 'idle':
      return step?.name ?? 'factors'
    case 'awaitingCode':
      return step?.name ?? challengeScreen(view)
    case 'expired':
      return step?.name ?? 'expired'
    case 'requesting':
    case 'binding':
      return held === null ? view.state : challengeScreen(held)
    case 'savingRecoveryCode':
      return 'recoveryCode'
    case 'reconciling':
    case 'failed':
    case 'done':
    case 'cancelled':
      return view.state
  }
}
