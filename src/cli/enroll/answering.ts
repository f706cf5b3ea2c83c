import { whenView, type Enrollment } from '../../live/index.ts'
import { messageText, type EnrollmentView } from '../../view/index.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { askWhileIn } from './ask-while-in.ts'
import { challengeLines, hasPicture, type ChallengeLinesOptions } from './challenge-lines.ts'
import type { Photos } from './photos.ts'
import { codeQuestion } from './code-question.ts'

export type Awaiting = Extract<EnrollmentView, { readonly state: 'awaitingCode' }>

export interface AnsweringOptions {
  /** Draw the QR code with ASCII characters. */
  readonly ascii: boolean
  /** Answers a challenge when the person presses Enter on an empty line: the demo's authenticator. */
  readonly answer?: (view: Awaiting) => string
}

/** Shows a challenge at a terminal, once, and answers it. Gives an exit code where no answer of the person could help. */
export const createAnswering = (
  enrollment: Enrollment,
  terminal: Terminal,
  photos: Photos,
  { ascii, answer }: AnsweringOptions,
): ((view: Awaiting) => Promise<ExitCode | null>) => {
  const { texts, look, wrap, say, draw, size } = terminal
  let shownGeneration = 0
  // A screen reader would read hundreds of blocks out; the key says the same.
  const unasked = look.plain ? null : look.unicode ? 'blocks' : 'ascii'
  const style = ascii ? 'ascii' : unasked
  const isChosen = ascii && unasked === 'blocks'

  const show = (view: Awaiting) => {
    if (view.generation === shownGeneration) return
    shownGeneration = view.generation
    const { challenge } = view
    const options: ChallengeLinesOptions = { style, isChosen, colours: look.colours, wrap, ...size() }
    if (challenge.factorType !== 'OTP' || hasPicture(challenge.otp, options))
      say(messageText(texts.messages, view.message))
    else say(texts.remark.typeKey(challenge.otp.digits))
    draw(challengeLines(challenge, texts, options))
    if (answer !== undefined) say(texts.remark.builtInAuthenticator)
    if (look.plain) say(texts.remark.timeLeft(view.secondsLeft))
  }

  /** The photo was brought before the token was asked for, so its minute is for the server alone. */
  const answerFace = async (view: Awaiting): Promise<ExitCode | null> => {
    // Whatever was wrong: the person looks at the file once more, and so the same one is not sent for ever.
    if (view.problem !== null) photos.forget()
    const photo = await photos.key(view)
    if (photo === null || typeof photo === 'number') return photo
    await whenView(enrollment, ({ state, can }) => state !== 'awaitingCode' || can.submit)
    const { generation } = view
    const sent = enrollment.send({ type: 'photo.submitted', photo, isExternalPhoto: false, generation })
    if (!sent.accepted && sent.reason === 'invalidPhoto') {
      say(texts.answer.notAccepted, 'red')
      photos.forget()
    }
    return null
  }

  return async (view) => {
    if (view.challenge.factorType === 'FACE') return answerFace(view)
    show(view)
    const answerIt = answer && (() => answer(view))
    await askWhileIn(enrollment, terminal, codeQuestion(enrollment, texts, view, answerIt), view)
    return null
  }
}
