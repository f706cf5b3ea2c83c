import type { CommandInput } from '../../../machines/index.ts'
import type { Enrollment } from '../../live/index.ts'
import { chosenPlaceless, type PlacelessFactor } from '../destination.ts'
import type { News, Question } from '../question.ts'
import type { CliTexts } from '../texts/texts.ts'
import { withLeaving } from './leaving.ts'
import { secondsFromNow, waitOf } from './waits.ts'

/** The questions that are answered with Enter, or with q to leave. */

/** Of what was typed for a question before this one, nothing is taken for Enter. */
const enterOrLeave = (
  enrollment: Enrollment,
  { answer }: CliTexts,
  question: Omit<Question, 'check'>,
  enter: () => string | null,
): Question =>
  withLeaving(enrollment, {
    ...question,
    check: (text) => (text.trim() === '' ? enter() : answer.enterOrLeave),
  })

/** Asks again, once, when what had to wait may be done. */
export const whenOver = (enrollment: Enrollment, wait: () => number): News => ({
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
export const goOnQuestion = (enrollment: Enrollment, texts: CliTexts): Question =>
  enterOrLeave(enrollment, texts, { label: () => texts.question.goOn }, () => null)

/** Enter sends the command, once what it waits for is over. */
const sendQuestion = (
  enrollment: Enrollment,
  texts: CliTexts,
  label: (wait: number) => string,
  wait: () => number,
  command: CommandInput,
): Question =>
  enterOrLeave(enrollment, texts, { label: () => label(wait()), ...whenOver(enrollment, wait) }, () => {
    const sent = enrollment.send(command)
    return sent.accepted ? null : texts.answer.notYet(waitOf(sent))
  })

/** Try again, for a factor without destination? */
export const tryAgainQuestion = (
  enrollment: Enrollment,
  texts: CliTexts,
  factor: PlacelessFactor,
): Question => {
  const wait = () => secondsFromNow(enrollment.view().sendAgainAt)
  return sendQuestion(enrollment, texts, texts.question.tryAgain, wait, chosenPlaceless(factor))
}

/** A new token? */
export const renewQuestion = (enrollment: Enrollment, texts: CliTexts): Question => {
  const wait = () => {
    const { can, sendAgainAt } = enrollment.view()
    return can.renew ? 0 : secondsFromNow(sendAgainAt)
  }
  return sendQuestion(enrollment, texts, texts.question.renew, wait, { type: 'enrollment.renewed' })
}

/** A new message, where wrong codes have used the last one up? */
export const newMessageQuestion = (enrollment: Enrollment, texts: CliTexts): Question => {
  const wait = () => {
    const { can, sendAgainAt } = enrollment.view()
    return can.resend ? 0 : secondsFromNow(sendAgainAt)
  }
  return sendQuestion(enrollment, texts, texts.question.renew, wait, { type: 'code.resend' })
}
