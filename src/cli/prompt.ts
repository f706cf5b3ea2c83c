import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  useEffect,
  useKeypress,
  useRef,
  useState,
} from '@inquirer/core'
import { Interrupted, type Question } from './question.ts'
import { sizeOf, type Streams } from './streams.ts'
import { fits, wrapped } from './wrapped.ts'

interface Drawn {
  readonly question: Question
  readonly columns: () => number
}

/**
 * Label and answer, beside each other if they fit. Where the prompt's library counts characters, a terminal
 * counts columns: it must never have to break a line itself.
 */
const beside = (label: string, answer: string, columns: number): string => {
  const lines = wrapped(label.trimEnd(), columns).split('\n')
  const last = `${lines.pop() ?? ''}${/\s*$/.exec(label)?.[0] ?? ''}${answer}`
  const isBeside = fits(last, columns - 1)
  return isBeside ? [...lines, last].join('\n') : `${wrapped(label.trimEnd(), columns)}\n> ${answer}`
}

const line = createPrompt<string | null, Drawn>(({ question, columns }, done) => {
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
    // Enter emptied the line of readline.
    if (question.mendable === true) readline.write(text)
    else setText('')
    setProblem(wrong)
  })

  const shown = question.hidden === true ? '' : text
  // Once answered, the label stays as it was: what it counts has moved on.
  if (!answered) label.current = question.label()
  const drawn = beside(label.current, shown, columns())
  return answered ? drawn : [drawn, problem === null ? '' : wrapped(problem, columns())]
})

/**
 * Asks on a terminal that can draw the line anew.
 *
 * @returns the answer, or null if `signal` ended the question first.
 * @throws Interrupted on Ctrl-C, with the terminal as it was.
 */
export const askRedrawing = async (
  { input, output }: Pick<Streams, 'input' | 'output'>,
  question: Question,
  signal?: AbortSignal,
): Promise<string | null> => {
  const isOver = (): boolean => signal?.aborted === true
  if (isOver()) return null
  try {
    const drawn = { question, columns: () => sizeOf({ output }).columns }
    const answer = await line(drawn, { input, output, ...(signal && { signal }) })
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
