import { lookOf, painted, spelled, type Look, type Paint } from './look.ts'
import { createPlainPrompt } from './plain-prompt.ts'
import { askRedrawing } from './prompt.ts'
import type { Question } from './question.ts'
import { sizeOf, writeLine, type Streams } from './streams.ts'
import type { CliTexts } from './texts/texts.ts'
import { wrapped } from './wrapped.ts'

/** A person's terminal: speaks their language, in characters and colours it has, and asks. */
export interface Terminal {
  readonly texts: CliTexts
  readonly look: Look
  readonly size: () => { readonly columns: number; readonly rows: number }
  /** Breaks a text between words. */
  readonly wrap: (text: string) => string
  /** Writes a text, broken between words. */
  readonly say: (text: string, paint?: Paint) => void
  /** Writes lines as they are. */
  readonly draw: (lines: readonly string[]) => void
  /**
   * Asks.
   *
   * @returns the answer, or null if `signal` ended the question first.
   * @throws Interrupted on Ctrl-C, Ctrl-D or a closed terminal, with the terminal as it was.
   */
  readonly ask: (question: Question, signal?: AbortSignal) => Promise<string | null>
  /** Lets go of the input. */
  readonly close: () => void
}

/** `plain`: whether the person asked that nothing be drawn anew. */
export const openTerminal = (streams: Streams, texts: CliTexts, plain: boolean): Terminal => {
  const look = lookOf(streams, plain)
  const spell = (text: string) => spelled(text, look)
  const wrap = (text: string) => wrapped(text, sizeOf(streams).columns)
  const prompt = createPlainPrompt(streams, texts, (text) => wrap(spell(text)))
  const { output } = streams
  const inItsCharacters = (question: Question): Question => ({
    ...question,
    label: () => spell(question.label()),
    check: (text) => {
      const problem = question.check(text)
      return problem && spell(problem)
    },
  })
  return {
    texts,
    look,
    size: () => sizeOf(streams),
    wrap,
    say: (text, paint) => {
      const lines = wrap(spell(text))
      writeLine(output, paint === undefined ? lines : painted(lines, paint, look.colours))
    },
    draw: (lines) => {
      for (const line of lines) writeLine(output, line)
    },
    ask: (question, signal) =>
      look.plain ? prompt.ask(question, signal) : askRedrawing(streams, inItsCharacters(question), signal),
    close: prompt.close,
  }
}
