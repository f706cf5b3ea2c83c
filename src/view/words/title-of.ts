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
    default:
      return words[`${view.state}Title`]
  }
}
