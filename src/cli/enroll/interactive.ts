import pc from 'picocolors'
import * as E from '#fp-ts/Either'
import { reveal } from '../../../machines/index.ts'
import { settledView, type Enrollment } from '../../live/index.ts'
import { en, messageText, type EnrollmentView } from '../../view/index.ts'
import { chosenFrom, type EnrollableFactor } from '../destination.ts'
import { exitCodeOf, type ExitCode } from '../exit-code.ts'
import { ask, Interrupted, type Question } from '../prompt.ts'
import type { QrStyle } from '../qr.ts'
import { sizeOf, writeLine, type Streams } from '../streams.ts'
import { whileIn } from '../while-in.ts'
import { wrapped } from '../wrapped.ts'
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
  /** Answers a challenge when the person presses Enter on an empty line: the demo's authenticator. */
  readonly answer?: (view: Awaiting) => string
}

const plain = (text: string): string => text

/** Enrolls with a person at the terminal: shows each view and asks what it asks for. */
export const enrollInteractively = async (
  enrollment: Enrollment,
  streams: Streams,
  options: InteractiveOptions,
): Promise<ExitCode> => {
  const { output } = streams
  const { style, ackRecoveryCode, answer } = options
  let factor = options.factor
  let entered = options.destination ?? ''
  let untried = true
  let shownGeneration = 0
  const say = (text: string, paint = plain) =>
    writeLine(output, paint(wrapped(text, sizeOf(streams).columns)))

  const put = async (question: Question, view: EnrollmentView) => {
    const { signal, stop } = whileIn(enrollment, view)
    await ask(streams, question, signal).finally(stop)
  }

  /** The first request is made of what the arguments say; later ones of what the person mends. */
  const choose = async (view: EnrollmentView) => {
    if (factor === null)
      return put(
        questions.factorQuestion((chosen) => (factor = chosen)),
        view,
      )
    const chosen = untried && (factor === 'OTP' || entered !== '') ? chosenFrom(factor, entered) : null
    untried = false
    if (chosen !== null && E.isRight(chosen) && enrollment.send(chosen.right).accepted) return
    await put(
      factor === 'OTP'
        ? questions.tryAgainQuestion(enrollment)
        : questions.destinationQuestion(enrollment, factor, entered, (sent) => (entered = sent)),
      view,
    )
  }

  const show = (view: Awaiting) => {
    if (view.generation !== shownGeneration) {
      say(messageText(en, view.message))
      for (const line of challengeLines(view.challenge, {
        style,
        colour: pc.isColorSupported,
        ...sizeOf(streams),
      }))
        writeLine(output, line)
      if (answer !== undefined)
        say('Without an app at hand, press Enter: the built-in authenticator answers.')
    }
    shownGeneration = view.generation
  }

  const step = async (view: EnrollmentView): Promise<ExitCode | null> => {
    // Who leaves need not be told again what went wrong before.
    if (view.problem !== null && view.state !== 'cancelled') say(messageText(en, view.problem), pc.red)
    switch (view.state) {
      case 'idle':
        await choose(view)
        return null
      case 'awaitingCode':
        show(view)
        await put(questions.codeQuestion(enrollment, view, answer && (() => answer(view))), view)
        return null
      case 'expired':
        if (view.problem === null) say(messageText(en, view.message), pc.yellow)
        await put(questions.renewQuestion(enrollment), view)
        return null
      case 'savingRecoveryCode':
        say(messageText(en, view.message))
        writeLine(output, `\n    ${pc.bold(reveal(view.recoveryCode))}\n`)
        if (ackRecoveryCode) enrollment.send({ type: 'recoveryCode.saved' })
        else await put(questions.savedQuestion(enrollment), view)
        return null
      case 'done':
        say(messageText(en, view.message), pc.green)
        return exitCodeOf(view, false)
      default:
        if (view.problem === null || view.state === 'cancelled') say(messageText(en, view.message))
        return exitCodeOf(view, view.state === 'cancelled')
    }
  }

  for (;;) {
    const view = await settledView(enrollment, (busy) => say(messageText(en, busy.message), pc.dim))
    try {
      const code = await step(view)
      if (code !== null) return code
    } catch (cause) {
      if (!(cause instanceof Interrupted)) throw cause
      enrollment.send({ type: 'enrollment.cancelled' })
    }
  }
}
