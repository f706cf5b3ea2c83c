// What stands in the chunks of a PNG file. PNG (W3C, third edition; ISO/IEC 15948) 11.2 and 11.3.
import { uint32 } from './big-endian.ts'
import type { Chunk } from './png-chunks.ts'

/** The bit depths of each colour type (11.2, IHDR). */
const bitDepths: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
])

export type Header = { readonly width: number; readonly height: number; readonly colourType: number }

/** IHDR, or null if it does not add up. */
export const headerIn = ({ type, data }: Chunk): Header | null => {
  const [depth = 0, colourType = 0, compression, filter, interlace = 2] = data.subarray(8)
  const header = { width: uint32(data, 0), height: uint32(data, 4), colourType }
  const addsUp =
    type === 'IHDR' &&
    data.length === 13 &&
    header.width > 0 &&
    header.height > 0 &&
    bitDepths.get(colourType)?.includes(depth) === true &&
    compression === 0 &&
    filter === 0 &&
    interlace <= 1
  return addsUp ? header : null
}

/** PLTE: red, green and blue of 1 to 256 colours, and none for greyscale. */
export const paletteAddsUp = ({ length }: Uint8Array, { colourType }: Header): boolean =>
  length > 0 && length <= 768 && length % 3 === 0 && colourType !== 0 && colourType !== 4

/** How long the chunks are that say how colours are meant (11.3): one size, or one by colour type. */
type Size = number | Readonly<Record<number, number>>
const colourSizes: ReadonlyMap<string, Size> = new Map<string, Size>([
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['cICP', 4],
  ['sBIT', { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 }],
  ['tRNS', { 0: 2, 2: 6 }],
])

/** Whether an ancillary chunk says how colours are meant, and holds just that. */
export const isAboutColour = ({ type, data }: Chunk, { colourType }: Header): boolean => {
  // A palette's tRNS tells as many of its colours as it likes.
  if (type === 'tRNS' && colourType === 3) return data.length <= 256
  const size = colourSizes.get(type)
  return size !== undefined && data.length === (typeof size === 'number' ? size : size[colourType])
}
