import * as E from '#fp-ts/Either'
import type { Enrollment } from '../../live/index.ts'
import { messageText, preparationFor, type EnrollmentView } from '../../view/index.ts'
import { chosenFrom, chosenPlaceless, type EnrollableFactor, type ReachedFactor } from '../destination.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { goOnQuestion, tryAgainQuestion } from './enter-questions.ts'
import type { Photos } from './photos.ts'
import { askWhileIn } from './ask-while-in.ts'
import { destinationQuestion } from './destination-question.ts'
import { factorQuestion } from './questions.ts'
import type { Target } from './target.ts'

/**
 * Chooses the factor at a terminal, one question at a call: first of what the arguments say, later of what the
 * person mends. Gives an exit code where no answer of the person could help.
 */
export const createChoosing = (
  enrollment: Enrollment,
  terminal: Terminal,
  photos: Photos,
  target: Target,
  isReady: boolean,
): ((view: EnrollmentView) => Promise<ExitCode | null>) => {
  const { texts, say } = terminal
  let { factor } = target
  let entered = target.given ?? ''
  let isPrepared = isReady
  let isFirst = true

  const askFactor = (view: EnrollmentView) => {
    const choose = (chosen: EnrollableFactor) => (factor = chosen)
    return askWhileIn(enrollment, terminal, factorQuestion(enrollment, texts, choose), view)
  }

  /** What has to be at hand is told before its minute runs. A photo is asked for next, so that needs no Enter. */
  const prepare = async (chosen: EnrollableFactor, view: EnrollmentView) => {
    const preparation = preparationFor(chosen)
    const isAtHand = chosen === 'FACE' && target.given !== null
    if (preparation === null || isAtHand) return
    say(messageText(texts.messages, preparation))
    if (chosen !== 'FACE') await askWhileIn(enrollment, terminal, goOnQuestion(enrollment, texts), view)
  }

  const sendTo = async (reached: ReachedFactor, view: EnrollmentView, isNew: boolean) => {
    const chosen = isNew && entered !== '' ? chosenFrom(reached, entered, texts) : null
    if (chosen !== null && E.isRight(chosen) && enrollment.send(chosen.right).accepted) return
    const keep = (text: string) => (entered = text)
    const question = destinationQuestion(enrollment, texts, reached, entered, keep)
    await askWhileIn(enrollment, terminal, question, view)
  }

  return async (view) => {
    if (factor === null) {
      await askFactor(view)
      return null
    }
    if (!isPrepared) {
      isPrepared = true
      await prepare(factor, view)
      return null
    }
    const isNew = isFirst
    isFirst = false
    if (factor === 'SMS' || factor === 'EMAIL') {
      await sendTo(factor, view, isNew)
      return null
    }
    const key = factor === 'FACE' ? await photos.key(view) : 'not needed'
    if (key === null || typeof key === 'number') return key
    if (!isNew || !enrollment.send(chosenPlaceless(factor)).accepted)
      await askWhileIn(enrollment, terminal, tryAgainQuestion(enrollment, texts, factor), view)
    return null
  }
}
