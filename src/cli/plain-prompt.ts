import { createInterface, type Interface } from 'node:readline'
import { readHidden } from './hidden-line.ts'
import { Interrupted, type Question } from './question.ts'
import { writeLine, type Streams } from './streams.ts'
import type { CliTexts } from './texts/texts.ts'
import { UsageError } from './usage-error.ts'

/** Asks without drawing anything anew: the terminal itself echoes and edits the line, as it does for `cat`. */
export interface PlainPrompt {
  readonly ask: (question: Question, signal?: AbortSignal) => Promise<string | null>
  readonly close: () => void
}

type Heard = { readonly line: string } | 'left' | 'aborted'

export const createPlainPrompt = (
  { input, output }: Pick<Streams, 'input' | 'output'>,
  texts: Pick<CliTexts, 'remark' | 'usage'>,
  /** Breaks a text and spells it as the terminal can show it. */
  laidOut: (text: string) => string,
): PlainPrompt => {
  let reader: Interface | null = null
  let hasEnded = false
  let hear: ((heard: Heard) => void) | null = null
  const tell = (text: string) => writeLine(output, laidOut(text))
  const putLabel = ({ label, plainLabel }: Question) => {
    const text = (plainLabel ?? label)()
    // The space before the answer is none to break at.
    output.write(`${laidOut(text.trimEnd())}${/\s*$/.exec(text)?.[0] ?? ''}`)
  }

  /** One reader for all questions: a line that came while nothing was asked is nobody's answer. */
  const startReading = () => {
    if (reader !== null) return
    reader = createInterface({ input, terminal: false })
    reader.on('line', (line) => hear?.({ line }))
    reader.on('close', () => {
      if (reader === null) return
      hasEnded = true
      hear?.('left')
    })
  }
  const stopReading = () => {
    const open = reader
    reader = null
    open?.close()
  }

  const readShown = async (signal?: AbortSignal): Promise<Heard> => {
    startReading()
    if (hasEnded) return 'left'
    const heard = await new Promise<Heard>((resolve) => {
      hear = resolve
      signal?.addEventListener('abort', () => resolve('aborted'), { once: true })
    })
    hear = null
    return heard
  }
  const readUnshown = async (signal?: AbortSignal): Promise<Heard> => {
    stopReading()
    const heard = readHidden(input, signal)
    if (heard === null) throw new UsageError(texts.usage.cannotHide)
    return heard.finally(() => output.write('\n'))
  }

  const answered = async (question: Question, signal?: AbortSignal): Promise<string | null> => {
    for (;;) {
      putLabel(question)
      const heard = await (question.hidden === true ? readUnshown(signal) : readShown(signal))
      if (typeof heard === 'string') {
        // The label's line is still open.
        if (question.hidden !== true) output.write('\n')
        if (heard === 'left' && signal?.aborted !== true) throw new Interrupted('interrupted')
        return null
      }
      const text = heard.line.trim() === '' ? (question.initial ?? '') : heard.line
      const problem = question.check(text)
      if (problem === null) return text
      tell(problem)
    }
  }

  return {
    ask: async (question, signal) => {
      if (signal?.aborted === true) return null
      if (question.initial !== undefined && question.initial !== '')
        tell(texts.remark.enterKeeps(question.initial))
      const stop = question.news?.((line) => {
        output.write('\n')
        if (line !== null) tell(line)
        putLabel(question)
      })
      try {
        return await answered(question, signal)
      } finally {
        stop?.()
      }
    },
    close: stopReading,
  }
}
