import * as E from '#fp-ts/Either'
import type { Enrollment } from '../../live/index.ts'
import { messageText, type EnrollmentView } from '../../view/index.ts'
import { chosenFrom, factorNames, type EnrollableFactor, type ReachedFactor } from '../destination.ts'
import type { Question } from '../question.ts'
import type { CliTexts } from '../texts/texts.ts'
import { readPhotoFile } from './photo-file.ts'
import { waitOf } from './waits.ts'

type Awaiting = Extract<EnrollmentView, { readonly state: 'awaitingCode' }>

/**
 * The questions of an enrollment on a terminal. `check` sends the command itself: what the machine refuses
 * stays on the line, with the reason under it, and nothing typed is lost.
 */

const isFactorName = (name: string): name is keyof typeof factorNames => Object.hasOwn(factorNames, name)

/** Which factor? */
export const factorQuestion = (
  { question, answer }: CliTexts,
  choose: (factor: EnrollableFactor) => void,
): Question => ({
  label: () => question.factor,
  check: (text) => {
    const name = text.trim().toLowerCase()
    if (!isFactorName(name)) return answer.factor
    choose(factorNames[name])
    return null
  },
})

/** Where to? Asked with what was entered before, to be mended; `keep` hears what was sent. */
export const destinationQuestion = (
  enrollment: Enrollment,
  texts: CliTexts,
  factor: ReachedFactor,
  entered: string,
  keep: (text: string) => void,
): Question => ({
  label: () => (factor === 'SMS' ? texts.question.phone : texts.question.email),
  initial: entered,
  check: (text) => {
    const chosen = chosenFrom(factor, text, texts)
    if (E.isLeft(chosen)) return chosen.left
    const sent = enrollment.send(chosen.right)
    if (sent.accepted) {
      keep(text)
      return null
    }
    return sent.reason === 'coolingDown' ? texts.answer.coolingDown(waitOf(sent)) : texts.answer.notAccepted
  },
})

/** Which photo? `keep` hears what stands in the file. */
export const photoQuestion = (
  { question, answer }: CliTexts,
  entered: string,
  keep: (path: string, photo: Uint8Array) => void,
): Question => ({
  label: () => question.photo,
  initial: entered,
  check: (text) => {
    const read = readPhotoFile(text)
    if (E.isLeft(read)) return answer.photo(read.left)
    keep(text, read.right)
    return null
  },
})

const notACode = ({ challenge }: Awaiting, { answer }: CliTexts): string =>
  challenge.factorType === 'OTP' ? answer.appDigits(challenge.otp.digits) : answer.sentDigits

/** Tells the time left each time the view would have it read out. */
export const timeLeft = (enrollment: Enrollment, { messages }: CliTexts): Pick<Question, 'news'> => ({
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

/** The code, with the minute running down. An empty line is answered by `answer`, if there is one. */
export const codeQuestion = (
  enrollment: Enrollment,
  texts: CliTexts,
  view: Awaiting,
  answer: (() => string) | undefined,
): Question => ({
  label: () => {
    const now = enrollment.view()
    return texts.question.codeCounted(now.state === 'awaitingCode' ? now.secondsLeft : 0)
  },
  plainLabel: () => texts.question.code,
  ...timeLeft(enrollment, texts),
  check: (text) => {
    const passCode = text.trim() === '' && answer !== undefined ? answer() : text
    const sent = enrollment.send({ type: 'code.submitted', passCode, generation: view.generation })
    if (sent.accepted || sent.reason === 'tokenExpired') return null
    if (sent.reason === 'submitTooSoon') return texts.answer.submitTooSoon(waitOf(sent))
    return notACode(view, texts)
  },
})

/** Saved? */
export const savedQuestion = (enrollment: Enrollment, { question, answer }: CliTexts): Question => ({
  label: () => question.saved,
  check: (text) => {
    if (!/^saved$/i.test(text.trim())) return answer.notSaved
    enrollment.send({ type: 'recoveryCode.saved' })
    return null
  },
})
