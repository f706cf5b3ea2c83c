import * as E from '#fp-ts/Either'
import type { Enrollment } from '../../live/index.ts'
import { chosenFrom, type ReachedFactor } from '../destination.ts'
import type { Question } from '../question.ts'
import type { CliTexts } from '../texts/texts.ts'
import { whenOver } from './enter-questions.ts'
import { withLeaving } from './leaving.ts'
import { secondsFromNow, waitOf } from './waits.ts'

/**
 * Where to? What was entered before stands there to be mended, unless that one has to wait: then the wait is
 * counted, Enter alone tries it again, and another one may be given at once. `keep` hears what was sent.
 */
export const destinationQuestion = (
  enrollment: Enrollment,
  texts: CliTexts,
  factor: ReachedFactor,
  entered: string,
  keep: (text: string) => void,
): Question => {
  const wait = () => secondsFromNow(enrollment.view().sendAgainAt)
  const label = factor === 'SMS' ? texts.question.phone : texts.question.email
  const waits = entered !== '' && wait() > 0
  const asked = waits
    ? { label: () => texts.question.askAgain(wait(), factor), ...whenOver(enrollment, wait) }
    : { label: () => label, initial: entered }
  return withLeaving(enrollment, {
    ...asked,
    mendable: true,
    check: (text) => {
      const isSame = waits && text.trim() === ''
      const destination = isSame ? entered : text
      const chosen = chosenFrom(factor, destination, texts)
      if (E.isLeft(chosen)) return chosen.left
      const sent = enrollment.send(chosen.right)
      if (sent.accepted) {
        keep(destination)
        return null
      }
      if (sent.reason !== 'coolingDown') return texts.answer.notAccepted
      return isSame ? texts.answer.notYet(waitOf(sent)) : texts.answer.coolingDown(waitOf(sent))
    },
  })
}
