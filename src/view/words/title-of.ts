import type { EnrollmentView } from '../view.ts'
import type { Words } from './words.ts'

/** The title of the screen that a view stands for. */
export const titleOf = (view: EnrollmentView, words: Words): string => {
  switch (view.state) {
    case 'idle':
      return words.chooseTitle
    case 'awaitingCode':
      return words.challengeTitle[view.challenge.factorType]
    case 'savingRecoveryCode':
      return words.recoveryTitle
    case 'expired':
      return view.message.id === 'reloaded' ? words.reloadedTitle : words.expiredTitle
    case 'failed':
      return view.error === 'recoveryCodeLost' ? words.recoveryLostTitle : words.failedTitle
    default:
      return words[`${view.state}Title`]
  }
}
