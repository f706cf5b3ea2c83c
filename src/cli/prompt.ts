import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  useEffect,
  useKeypress,
  useRef,
  useState,
} from '@inquirer/core'
import type { Streams } from './streams.ts'

export interface Question {
  /** Drawn anew each second, so it may count down. */
  readonly label: () => string
  /** What stands there already, so that nothing has to be typed twice. */
  readonly initial?: string
  /** What is wrong with the text, or null. It stays there to be mended. */
  readonly check: (text: string) => string | null
  /** Show nothing of what is typed. */
  readonly hidden?: boolean
}

const line = createPrompt<string | null, Question>((question, done) => {
  const [text, setText] = useState(question.initial ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [answered, setAnswered] = useState(false)
  const [, setTick] = useState(0)
  const label = useRef('')

  useEffect((readline) => {
    if (question.initial !== undefined) readline.write(question.initial)
    // Ctrl-D on an empty line closes readline, and the prompt alone would wait for ever. Once answered, this changes nothing.
    readline.on('close', () => done(null))
    // Stopped and continued, readline hears nothing more, and under npm the shell is lost: Ctrl-Z is not for prompts.
    readline.on('SIGTSTP', () => undefined)
    const timer = setInterval(() => setTick(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])

  useKeypress((key, readline) => {
    if (!isEnterKey(key)) {
      setText(readline.line)
      if (problem !== null && (key.name !== '' || isBackspaceKey(key))) setProblem(null)
      return
    }
    const wrong = question.check(text)
    if (wrong === null) {
      setAnswered(true)
      done(text)
      return
    }
    // Enter emptied the line; what was entered is not lost.
    readline.write(text)
    setProblem(wrong)
  })

  const shown = question.hidden === true ? '' : text
  // Once answered, the label stays as it was: what it counts has moved on.
  if (!answered) label.current = question.label()
  return answered ? `${label.current}${shown}` : [`${label.current}${shown}`, problem ?? '']
})

/** Ctrl-C, Ctrl-D or a closed terminal while a question was open. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/**
 * Asks on the terminal.
 *
 * @returns the answer, or null if `signal` ended the question first.
 * @throws Interrupted on Ctrl-C, with the terminal as it was.
 */
export const ask = async (
  { input, output }: Streams,
  question: Question,
  signal?: AbortSignal,
): Promise<string | null> => {
  const isOver = (): boolean => signal?.aborted === true
  if (isOver()) return null
  try {
    const answer = await line(question, { input, output, ...(signal && { signal }) })
    if (answer === null) throw new Interrupted('interrupted')
    return answer
  } catch (cause) {
    // An aborted prompt leaves the terminal in raw mode.
    if (input.isTTY === true) input.setRawMode?.(false)
    if (isOver()) return null
    if (cause instanceof Error && cause.name === 'ExitPromptError') throw new Interrupted('interrupted')
    throw cause
  }
}
