import type { Question } from '../question.ts'
import type { FactorTexts } from '../texts/factor-texts.ts'

/** Shall it go? `answer` hears whether; the name of the type says that the person has read which it is. */
export const confirmQuestion = (
  factorType: string,
  { confirm, confirmWrong }: FactorTexts,
  answer: (isConfirmed: boolean) => void,
): Question => ({
  label: () => confirm(factorType),
  check: (text) => {
    const word = text.trim().toLowerCase()
    const yes = ['y', 'yes', factorType.toLowerCase()].includes(word)
    if (!yes && !['q', 'quit', 'n', 'no'].includes(word)) return confirmWrong(factorType)
    answer(yes)
    return null
  },
})
