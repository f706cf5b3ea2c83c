/** A question to a person at a terminal, however the terminal asks it. */
export interface Question {
  /** Drawn anew each second where the terminal can do that, so it may count down. */
  readonly label: () => string
  /** What is asked where nothing is drawn anew; `label` unless given. */
  readonly plainLabel?: () => string
  /** What stands there already, so that nothing has to be typed twice. */
  readonly initial?: string
  /** What is wrong with the text, or null. It stays there to be mended. */
  readonly check: (text: string) => string | null
  /** The answer is Enter or a letter: what is wrong is not worth mending, and the line is emptied. */
  readonly forgets?: boolean
  /** Show nothing of what is typed. */
  readonly hidden?: boolean
  /** Tells what a countdown would have shown, or null to ask again; listens until the function it gives is called. */
  readonly news?: (tell: (line: string | null) => void) => () => void
}

/** Ctrl-C, Ctrl-D or a closed terminal while a question was open. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}
