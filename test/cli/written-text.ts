import type { Readable } from 'node:stream'

/** What a stream has carried so far, and the way to wait for more of it. */
export interface WrittenText {
  readonly all: () => string
  /** The first match, now or later; rejects if the stream ends without it. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>
}

export const collect = (stream: Readable): WrittenText => {
  let text = ''
  let ended = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of waiting) look()
  }
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    text += chunk
    wake()
  })
  stream.on('end', () => {
    ended = true
    wake()
  })
  return {
    all: () => text,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text)
          if (found === null && !ended) return
          waiting.delete(look)
          if (found !== null) resolve(found)
          else reject(new Error(`It ended without ${pattern}:\n${text}`))
        }
        waiting.add(look)
        look()
      }),
  }
}
