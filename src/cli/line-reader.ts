import { createInterface } from 'node:readline'

/** Lines of an input, kept until they are asked for: a script may write them all at once. */
export interface LineReader {
  /** The next line that is not empty; `end` when there is none, `aborted` when the signal came first. */
  readonly next: (signal: AbortSignal) => Promise<{ readonly line: string } | 'end' | 'aborted'>
  readonly close: () => void
}

/** As many are kept before the writer has to wait. */
const manyLines = 1_000

export const readLines = (input: NodeJS.ReadableStream): LineReader => {
  const lines: string[] = []
  const reader = createInterface({ input, terminal: false })
  let ended = false
  let wake: (() => void) | null = null
  reader.on('line', (line) => {
    if (line.trim() !== '') lines.push(line)
    // `yes` would fill the memory while a request is under way.
    if (lines.length >= manyLines) reader.pause()
    wake?.()
  })
  reader.on('close', () => {
    ended = true
    wake?.()
  })

  return {
    next: async (signal) => {
      for (;;) {
        if (signal.aborted) return 'aborted'
        const line = lines.shift()
        if (line !== undefined) return { line }
        if (ended) return 'end'
        reader.resume()
        await new Promise<void>((resolve) => {
          wake = resolve
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    },
    close: () => reader.close(),
  }
}
