import { stripVTControlCharacters } from 'node:util'
import type { Input } from './streams.ts'

/** What was typed up to Enter, `left` for Ctrl-C, Ctrl-D or a closed terminal. */
export type HiddenLine = { readonly line: string } | 'left' | 'aborted'

const [ctrlC, ctrlD, ctrlU, backspace] = ['\u0003', '\u0004', '\u0015', '\u007F']

/** The text after one more key. */
const typed = (text: string, key: string): string => {
  if (key === backspace || key === '\b') return text.slice(0, -1)
  if (key === ctrlU) return ''
  return key < ' ' ? text : text + key
}

/**
 * Reads a line of which the terminal shows nothing, not even dots: in raw mode it echoes nothing, so there is
 * nothing to draw over. Null if the terminal has no such mode.
 */
export const readHidden = (input: Input, signal?: AbortSignal): Promise<HiddenLine> | null => {
  if (input.setRawMode === undefined) return null
  input.setRawMode(true)
  let text = ''
  return new Promise((resolve) => {
    const end = (result: HiddenLine): void => {
      input.off('data', onData)
      input.off('end', onEnd)
      signal?.removeEventListener('abort', onAbort)
      input.setRawMode?.(false)
      input.pause()
      resolve(result)
    }
    const onData = (chunk: Buffer | string): void => {
      // Arrow keys and the like are no text.
      for (const key of stripVTControlCharacters(String(chunk))) {
        if (key === ctrlC || key === ctrlD) return end('left')
        if (key === '\r' || key === '\n') return end({ line: text })
        text = typed(text, key)
      }
    }
    const onEnd = (): void => end('left')
    const onAbort = (): void => end('aborted')
    input.on('data', onData)
    input.on('end', onEnd)
    signal?.addEventListener('abort', onAbort, { once: true })
    input.resume()
  })
}
