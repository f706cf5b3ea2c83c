import { sizeOf, writeLine, type Output } from './streams.ts'
import { wrapped } from './wrapped.ts'

/** Writes one line for a program, broken between words for a person. */
export const tell = (error: Output, text: string): void =>
  writeLine(error, error.isTTY === true ? wrapped(text, sizeOf({ output: error }).columns) : text)
