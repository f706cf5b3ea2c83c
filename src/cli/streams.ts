/** What is read; a terminal has the rest as well. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean
  setRawMode?(mode: boolean): unknown
}

/** What is written to; a terminal has the rest as well. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

/** Where a command reads and writes. */
export interface Streams {
  readonly input: Input
  readonly output: Output
  readonly error: Output
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A person sits at both ends: prompts, colours and secrets may be shown. */
export const isInteractive = ({ input, output }: Streams): boolean =>
  input.isTTY === true && output.isTTY === true

/** How large the window is now; some terminals say 0 where they do not know. */
export const sizeOf = ({
  output,
}: Pick<Streams, 'output'>): { readonly columns: number; readonly rows: number } => ({
  columns: output.columns || 80,
  rows: output.rows || 24,
})

/** Writes one line. */
export const writeLine = (stream: Output, line: string): void => {
  stream.write(`${line}\n`)
}

/** Whether everything written so far has gone out; false if the reader left or the disk is full. */
export const isWritten = (stream: Output): Promise<boolean> =>
  new Promise((resolve) => stream.write('', (cause) => resolve(cause === null || cause === undefined)))
