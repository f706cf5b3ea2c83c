/** What is told while a question stands. */
export interface News {
  /** Tells what a countdown would have shown, or null to ask again; listens until the function it gives is called. */
  readonly news: (tell: (line: string | null) => void) => () => void
}

/** A question to a person at a terminal, however the terminal asks it. */
export interface Question extends Partial<News> {
  /** Drawn anew each second where the terminal can do that, so it may count down. */
  readonly label: () => string
  /** What is asked where nothing is drawn anew; `label` unless given. */
  readonly plainLabel?: () => string
  /** What stands there already, so that nothing has to be typed twice. */
  readonly initial?: string
  /** What is wrong with the text, or null. */
  readonly check: (text: string) => string | null
  /** What was refused is worth mending, and stays on the line. Otherwise the line is emptied: the next answer is not glued to it. */
  readonly mendable?: boolean
  /** Show nothing of what is typed. */
  readonly hidden?: boolean
}

/** Ctrl-C, Ctrl-D or a closed terminal while a question was open. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}
