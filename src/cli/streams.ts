/** Where a command reads and writes. */
export interface Streams {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  readonly error: NodeJS.WriteStream
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A person sits at both ends: prompts, colours and secrets may be shown. */
export const isInteractive = ({ input, output }: Streams): boolean => input.isTTY === true && output.isTTY === true

/** Writes one line. */
export const writeLine = (stream: NodeJS.WriteStream, line: string): void => {
  stream.write(`${line}\n`)
}
