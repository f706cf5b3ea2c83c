import { deflateSync, inflateSync } from 'node:zlib'
import { bytesOf, concat, exifBlock, planted } from './planted-metadata.ts'

const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]

/** Bit by bit, and so unlike the one under test. */
const crcOf = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes)
    for (let bit = 0; bit < 8; bit += 1)
      crc = ((crc ^ (byte >> bit)) & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return ~crc >>> 0
}

export const chunk = (type: string, data: ArrayLike<number> = []): Uint8Array => {
  const body = concat(bytesOf(type), data)
  return concat(uint32(data.length), body, uint32(crcOf(body)))
}

export const signature = [137, 80, 78, 71, 13, 10, 26, 10]
export const header = (
  width = 40,
  height = 36,
  depthAndColour: readonly number[] = [8, 2],
  rest = [0, 0, 0],
) => chunk('IHDR', [...uint32(width), ...uint32(height), ...depthAndColour, ...rest])

/** Rows of noise: a filter byte (none), and the bytes of the pixels. */
export const rows = (rowSize: number, height: number): Uint8Array =>
  Uint8Array.from({ length: (rowSize + 1) * height }, (_, at) =>
    at % (rowSize + 1) === 0 ? 0 : (at * at * 31) % 253,
  )

/** The image data in two chunks, as encoders split it. */
export const imageData = (raw: Uint8Array): Uint8Array => {
  const data = deflateSync(raw)
  return concat(chunk('IDAT', data.subarray(0, 20)), chunk('IDAT', data.subarray(20)))
}

export const png = (...chunks: readonly Uint8Array[]): Uint8Array =>
  concat(signature, ...chunks, chunk('IEND'))

/** 40 by 36, true colours, with the chunks given around its image data. */
export const colourfulPng = (
  before: readonly Uint8Array[] = [],
  after: readonly Uint8Array[] = [],
): Uint8Array => png(header(), ...before, imageData(rows(120, 36)), ...after)

/** Everything that a camera or a program writes beside the picture, as chunks. */
export const metadataChunks = (orientation: number): readonly Uint8Array[] => [
  chunk('eXIf', exifBlock('II', orientation)),
  chunk('tEXt', bytesOf(`Comment\0${planted}`)),
  chunk('zTXt', concat(bytesOf('Comment\0\0'), deflateSync(bytesOf(planted)))),
  chunk('iTXt', bytesOf(`XML:com.adobe.xmp\0\0\0\0\0${planted}`)),
  chunk('tIME', [7, 233, 1, 2, 3, 4, 5]),
  chunk('iCCP', concat(bytesOf(`${planted}\0\0`), deflateSync(bytesOf(planted)))),
  chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]),
  chunk('caBX', bytesOf(planted)),
]

export type ReadChunk = { readonly type: string; readonly data: Buffer; readonly crcIsRight: boolean }

/** The chunks of a PNG file, read without the reader under test. */
export const chunksIn = (bytes: Uint8Array): readonly ReadChunk[] => {
  const file = Buffer.from(bytes)
  const chunks: ReadChunk[] = []
  for (let at = 8; at < file.length;) {
    const end = at + 12 + file.readUInt32BE(at)
    const body = file.subarray(at + 4, end - 4)
    const crcIsRight = file.readUInt32BE(end - 4) === crcOf(body)
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4), crcIsRight })
    at = end
  }
  return chunks
}

/** What a decoder starts from: header, palette, and the rows unpacked. */
export const pixelsOf = (bytes: Uint8Array) => {
  const dataOf = (type: string) =>
    Buffer.concat(chunksIn(bytes).flatMap((found) => (found.type === type ? [found.data] : [])))
  return {
    header: dataOf('IHDR'),
    palette: dataOf('PLTE'),
    transparency: dataOf('tRNS'),
    rows: inflateSync(dataOf('IDAT')),
  }
}
