import type { Enrollment } from '../../live/index.ts'
import { messageText, type EnrollmentView } from '../../view/index.ts'
import type { News, Question } from '../question.ts'
import type { CliTexts } from '../texts/texts.ts'
import { newMessageQuestion, whenOver } from './enter-questions.ts'
import { withLeaving } from './leaving.ts'
import { waitOf } from './waits.ts'

type Awaiting = Extract<EnrollmentView, { readonly state: 'awaitingCode' }>

const notACode = ({ challenge }: Awaiting, { answer }: CliTexts): string =>
  challenge.factorType === 'OTP' ? answer.appDigits(challenge.otp.digits) : answer.sentDigits

/** Tells the time left each time the view would have it read out. */
export const timeLeft = (enrollment: Enrollment, { messages }: CliTexts): News => ({
  news: (tell) => {
    let told: string | null = null
    return enrollment.subscribe(({ state, announce }) => {
      if (state !== 'awaitingCode' || announce?.message.id !== 'secondsLeft') return
      const text = messageText(messages, announce.message)
      if (text !== told) tell(text)
      told = text
    })
  },
})

/** Another message, as soon as there may be one. */
const asksForAnother = (text: string, { challenge }: Awaiting): boolean =>
  challenge.factorType !== 'OTP' && /^r(esend)?$/i.test(text.trim())

/**
 * The code, with the minute running down. An empty line is answered by `answer`, if there is one. Of a message
 * that is used up no code is asked for: it could not be right.
 */
export const codeQuestion = (
  enrollment: Enrollment,
  texts: CliTexts,
  view: Awaiting,
  answer: (() => string) | undefined,
): Question => {
  const { challenge, generation } = view
  if ('codeUsedUp' in challenge && challenge.codeUsedUp) return newMessageQuestion(enrollment, texts)
  const resend = (): string | null => {
    const sent = enrollment.send({ type: 'code.resend' })
    return sent.accepted ? null : texts.answer.notYet(waitOf(sent))
  }
  // That r may be typed now stands in the label.
  const untilResend = () => (enrollment.view().can.resend ? 0 : 1)
  const heard = [timeLeft(enrollment, texts).news, whenOver(enrollment, untilResend).news]
  return withLeaving(enrollment, {
    label: () => {
      const now = enrollment.view()
      return texts.question.codeCounted(now.state === 'awaitingCode' ? now.secondsLeft : 0, now.can.resend)
    },
    plainLabel: () => texts.question.code(enrollment.view().can.resend),
    news: (tell) => {
      const stops = heard.map((news) => news(tell))
      return () => stops.forEach((stop) => stop())
    },
    check: (text) => {
      if (asksForAnother(text, view)) return resend()
      const passCode = text.trim() === '' && answer !== undefined ? answer() : text
      const sent = enrollment.send({ type: 'code.submitted', passCode, generation })
      if (sent.accepted || sent.reason === 'tokenExpired') return null
      if (sent.reason === 'submitTooSoon') return texts.answer.submitTooSoon(waitOf(sent))
      return notACode(view, texts)
    },
  })
}
