import { gzipSync } from 'node:zlib'
import { bundled, type BundleInput, type Chunk } from './bundled.ts'

/** Bytes, minified and gzipped. */
export interface Load {
  /** All files together, each compressed by itself, as they are sent. */
  readonly bytes: number
  /** Our own code in it, compressed by itself. */
  readonly ours: number
  /** Each package and each room of ours, compressed by itself: together a little more than the whole. */
  readonly parts: ReadonlyMap<string, number>
}

export interface Measured {
  /** What is loaded with the page. */
  readonly first: Load
  /** That, and what is loaded later. */
  readonly all: Load
}

const zipped = (code: string): number => gzipSync(code, { level: 9 }).length

export const isOurs = (part: string): boolean => part === 'machines' || part.startsWith('src/')

const loadOf = (chunks: readonly Chunk[]): Load => {
  const codes = new Map<string, string>()
  for (const { parts } of chunks)
    for (const [part, code] of parts) codes.set(part, `${codes.get(part) ?? ''}${code}`)
  const ours = [...codes].filter(([part]) => isOurs(part)).map(([, code]) => code)
  return {
    bytes: chunks.reduce((total, { code }) => total + zipped(code), 0),
    ours: zipped(ours.join('')),
    parts: new Map([...codes].map(([part, code]) => [part, zipped(code)])),
  }
}

export const measured = async (input: BundleInput): Promise<Measured> => {
  const chunks = await bundled(input)
  return { first: loadOf(chunks.filter(({ isFirst }) => isFirst)), all: loadOf(chunks) }
}
