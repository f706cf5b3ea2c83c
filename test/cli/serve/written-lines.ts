import { PassThrough } from 'node:stream'
import * as t from 'io-ts'

const Line = t.UnknownRecord

/** A stream, and what was written to it as JSON lines. */
export const writtenText = () => {
  const output = new PassThrough()
  let text = ''
  output.setEncoding('utf8')
  output.on('data', (chunk: string) => {
    text += chunk
  })
  return {
    output,
    lines: (): readonly { readonly [field: string]: unknown }[] => {
      const rest: unknown = output.read()
      if (typeof rest === 'string') text += rest
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line))
        .filter(Line.is)
    },
  }
}
