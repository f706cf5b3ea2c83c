import type { Enrollment } from '../../live/index.ts'
import { chosenPlaceless, type PlacelessFactor } from '../destination.ts'
import type { Question } from '../question.ts'
import type { CliTexts } from '../texts/texts.ts'
import { secondsFromNow, waitOf } from './waits.ts'

/** The questions that are answered with Enter, or with q to leave. */

const isLeave = (text: string): boolean => /^q(uit)?$/i.test(text.trim())

/** Of what was typed for a question before this one, nothing is taken for Enter. */
const enterOrLeave = (
  enrollment: Enrollment,
  { answer }: CliTexts,
  enter: () => string | null,
): Pick<Question, 'check' | 'forgets'> => ({
  forgets: true,
  check: (text) => {
    if (isLeave(text)) {
      enrollment.send({ type: 'enrollment.cancelled' })
      return null
    }
    return text.trim() === '' ? enter() : answer.enterOrLeave
  },
})

/** Asks again, once, when what had to wait may be done. */
const whenOver = (enrollment: Enrollment, wait: () => number): Pick<Question, 'news'> => ({
  news: (tell) => {
    let waits = wait() > 0
    return enrollment.subscribe(() => {
      if (!waits || wait() > 0) return
      waits = false
      tell(null)
    })
  },
})

/** All at hand? */
export const goOnQuestion = (enrollment: Enrollment, texts: CliTexts): Question => ({
  label: () => texts.question.goOn,
  ...enterOrLeave(enrollment, texts, () => null),
})

/** Try again, for a factor without destination? */
export const tryAgainQuestion = (
  enrollment: Enrollment,
  texts: CliTexts,
  factor: PlacelessFactor,
): Question => {
  const wait = () => secondsFromNow(enrollment.view().sendAgainAt)
  return {
    label: () => texts.question.tryAgain(wait()),
    ...whenOver(enrollment, wait),
    ...enterOrLeave(enrollment, texts, () => {
      const sent = enrollment.send(chosenPlaceless(factor))
      return sent.accepted ? null : texts.answer.notYet(waitOf(sent))
    }),
  }
}

/** A new token? */
export const renewQuestion = (enrollment: Enrollment, texts: CliTexts): Question => {
  const wait = () => {
    const { can, sendAgainAt } = enrollment.view()
    return can.renew ? 0 : secondsFromNow(sendAgainAt)
  }
  return {
    label: () => texts.question.renew(wait()),
    ...whenOver(enrollment, wait),
    ...enterOrLeave(enrollment, texts, () => {
      const sent = enrollment.send({ type: 'enrollment.renewed' })
      return sent.accepted ? null : texts.answer.notYet(waitOf(sent))
    }),
  }
}
