import { reveal, type PhotoUpload } from '../../../machines/index.ts'
import { settledView, type Enrollment } from '../../live/index.ts'
import { messageText, type EnrollmentView } from '../../view/index.ts'
import { exitCodeOf, type ExitCode } from '../exit-code.ts'
import { painted } from '../look.ts'
import { Interrupted } from '../question.ts'
import type { Terminal } from '../terminal.ts'
import { createAnswering, type AnsweringOptions } from './answering.ts'
import { askWhileIn } from './ask-while-in.ts'
import { createChoosing } from './choosing.ts'
import { renewQuestion } from './enter-questions.ts'
import { nextSteps } from './next-step.ts'
import { createPhotos, type GivenPhoto } from './photos.ts'
import { savedQuestion } from './questions.ts'
import { supportFor, type SupportIds } from './support-lines.ts'
import type { Target } from './target.ts'

export interface InteractiveOptions extends AnsweringOptions {
  /** What is missing in it is asked for. */
  readonly target: Target
  readonly givenPhoto: GivenPhoto | null
  readonly upload: PhotoUpload
  readonly ackRecoveryCode: boolean
  /** Do not ask whether all is at hand. */
  readonly ready: boolean
  readonly support: (ids: SupportIds) => void
  /** Where the service is; null where that says nothing. */
  readonly origin: string | null
}

/** Enrolls with a person at the terminal: shows each view and asks what it asks for. */
export const enrollInteractively = async (
  enrollment: Enrollment,
  terminal: Terminal,
  options: InteractiveOptions,
): Promise<ExitCode> => {
  const { ackRecoveryCode, support, target, givenPhoto, upload, ready, origin } = options
  const { texts, look, say, draw } = terminal
  const text = (message: EnrollmentView['message']) => messageText(texts.messages, message)
  const photos = createPhotos(enrollment, terminal, upload, givenPhoto, support)
  const choose = createChoosing(enrollment, terminal, photos, target, ready)
  const answerChallenge = createAnswering(enrollment, terminal, photos, options)

  const tellSupport = supportFor(support)
  // Of the demo's account nothing is left to be looked at.
  const nextStepsOf = (view: EnrollmentView) => (options.answer ? [] : nextSteps(view, texts, origin))

  const recoveryCodeLine = (code: string): string => {
    const indent = look.plain || code.length + 4 >= terminal.size().columns ? '' : '    '
    return `\n${indent}${painted(code, 'bold', look.colours)}\n`
  }

  /** What went wrong, or how it ended, and what support needs to know of it. */
  const tellTrouble = (view: EnrollmentView) => {
    const { problem, message, state } = view
    // Who leaves need not be told again what went wrong before.
    if (state === 'cancelled' || (state === 'failed' && problem === null)) say(text(message))
    else if (problem !== null) say(text(problem), 'red')
    else if (state === 'expired') say(text(message), 'yellow')
    for (const line of nextStepsOf(view)) say(line)
    tellSupport(view)
  }

  const step = async (view: EnrollmentView): Promise<ExitCode | null> => {
    tellTrouble(view)
    switch (view.state) {
      case 'idle':
        return choose(view)
      case 'awaitingCode':
        return answerChallenge(view)
      case 'expired':
        await askWhileIn(enrollment, terminal, renewQuestion(enrollment, texts), view)
        return null
      case 'savingRecoveryCode':
        say(text(view.message))
        draw([recoveryCodeLine(reveal(view.recoveryCode))])
        if (ackRecoveryCode) enrollment.send({ type: 'recoveryCode.saved' })
        else await askWhileIn(enrollment, terminal, savedQuestion(enrollment, texts), view)
        return null
      case 'done':
        say(text(view.message), 'green')
        return exitCodeOf(view, false)
      default:
        return exitCodeOf(view, view.state === 'cancelled')
    }
  }

  for (;;) {
    const view = await settledView(enrollment, (busy) => say(text(busy.message), 'dim'))
    try {
      const code = await step(view)
      if (code !== null) return code
    } catch (cause) {
      if (!(cause instanceof Interrupted)) throw cause
      enrollment.send({ type: 'enrollment.cancelled' })
    }
  }
}
