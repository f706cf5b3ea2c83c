import pc from 'picocolors'
import * as E from '#fp-ts/Either'
import { reveal } from '../../../machines/index.ts'
import type { Enrollment } from '../../live/index.ts'
import { en, messageText, type EnrollmentView } from '../../view/index.ts'
import { chosenFrom, type EnrollableFactor } from '../destination.ts'
import { exitCodeOf, type ExitCode } from '../exit-code.ts'
import { settledView, whileIn } from '../next-view.ts'
import { ask, Interrupted, type Question } from '../prompt.ts'
import type { QrStyle } from '../qr.ts'
import { writeLine, type Streams } from '../streams.ts'
import { challengeLines } from './challenge-lines.ts'
import * as questions from './questions.ts'

type Awaiting = Extract<EnrollmentView, { readonly state: 'awaitingCode' }>

export interface InteractiveOptions {
  /** Asked for if null. */
  readonly factor: EnrollableFactor | null
  /** Asked for if null and needed. */
  readonly destination: string | null
  readonly style: QrStyle
  readonly ackRecoveryCode: boolean
  readonly wasInterrupted: () => boolean
  /** Answers a challenge when the person presses Enter on nothing: the demo's authenticator. */
  readonly answer?: (view: Awaiting) => string
}

/** Enrolls with a person at the terminal: shows each view and asks what it asks for. */
export const enrollInteractively = async (
  enrollment: Enrollment,
  streams: Streams,
  options: InteractiveOptions,
): Promise<ExitCode> => {
  const { output } = streams
  const { style, ackRecoveryCode, answer } = options
  let factor = options.factor
  const entered = options.destination ?? ''
  let untried = true
  let shownGeneration = 0
  let interrupted = false
  const say = (line: string) => writeLine(output, line)

  const put = async (question: Question, view: EnrollmentView) => {
    const { signal, stop } = whileIn(enrollment, view)
    await ask(streams, question, signal).finally(stop)
  }

  /** The first request is made of what the arguments say; later ones of what the person mends. */
  const choose = async (view: EnrollmentView) => {
    if (factor === null) return put(questions.factorQuestion((chosen) => (factor = chosen)), view)
    const chosen = untried && (factor === 'OTP' || entered !== '') ? chosenFrom(factor, entered) : null
    untried = false
    if (chosen !== null && E.isRight(chosen) && enrollment.send(chosen.right).accepted) return
    await put(
      factor === 'OTP'
        ? questions.tryAgainQuestion(enrollment)
        : questions.destinationQuestion(enrollment, factor, entered),
      view,
    )
  }

  const show = (view: Awaiting) => {
    if (view.generation !== shownGeneration) {
      const { columns = 80 } = output
      for (const line of challengeLines(view.challenge, { style, colour: pc.isColorSupported, columns })) say(line)
      say(messageText(en, view.message))
    }
    shownGeneration = view.generation
  }

  const step = async (view: EnrollmentView): Promise<ExitCode | null> => {
    if (view.problem !== null) say(pc.red(messageText(en, view.problem)))
    switch (view.state) {
      case 'idle':
        await choose(view)
        return null
      case 'awaitingCode':
        show(view)
        await put(questions.codeQuestion(enrollment, view, answer && (() => answer(view))), view)
        return null
      case 'expired':
        if (view.problem === null) say(pc.yellow(messageText(en, view.message)))
        await put(questions.renewQuestion(enrollment), view)
        return null
      case 'savingRecoveryCode':
        say(messageText(en, view.message))
        say(`\n    ${pc.bold(reveal(view.recoveryCode))}\n`)
        if (ackRecoveryCode) enrollment.send({ type: 'recoveryCode.saved' })
        else await put(questions.savedQuestion(enrollment), view)
        return null
      case 'done':
        say(pc.green(messageText(en, view.message)))
        return exitCodeOf(view, false)
      default:
        if (view.problem === null) say(messageText(en, view.message))
        return exitCodeOf(view, interrupted || options.wasInterrupted())
    }
  }

  for (;;) {
    const view = await settledView(enrollment, (busy) => say(pc.dim(messageText(en, busy.message))))
    try {
      const code = await step(view)
      if (code !== null) return code
    } catch (cause) {
      if (!(cause instanceof Interrupted)) throw cause
      interrupted = true
      enrollment.send({ type: 'enrollment.cancelled' })
    }
  }
}
