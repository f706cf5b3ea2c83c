import { PassThrough } from 'node:stream'
import type { Streams } from '../../src/cli/streams.ts'
import { collect, type WrittenText } from './written-text.ts'

/** The streams of a terminal, without one: what is written, and lines as the terminal's driver would give them. */
export interface TerminalStreams {
  readonly streams: Streams
  readonly written: WrittenText
  readonly errors: WrittenText
  readonly type: (line: string) => void
  /** Keys as they come in raw mode. */
  readonly press: (keys: string) => void
  /** Ctrl-D in line mode. */
  readonly end: () => void
  /** Each change of raw mode, in order. */
  readonly rawModes: readonly boolean[]
}

export const terminalStreams = (env: Streams['env'] = {}): TerminalStreams => {
  const rawModes: boolean[] = []
  const setRawMode = (mode: boolean) => void rawModes.push(mode)
  const [keys, screen, errorScreen] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const window = { isTTY: true, columns: 80, rows: 50 }
  return {
    streams: {
      input: Object.assign(keys, { isTTY: true, setRawMode }),
      output: Object.assign(screen, window),
      error: Object.assign(errorScreen, window),
      env,
    },
    written: collect(screen),
    errors: collect(errorScreen),
    type: (line) => void keys.write(`${line}\n`),
    press: (text) => void keys.write(text),
    end: () => void keys.end(),
    rawModes,
  }
}
