// Exif 2.32 (CIPA DC-008) 4.5: TIFF header, IFD, entries. 4.6.4 A: Orientation.
import { uint16, uint16Bytes, uint32, uint32Bytes } from './big-endian.ts'
import { beginsWith } from './kept-bytes.ts'

const orientationTag = 0x0112
const shortType = 3
const headerSize = 8
const entrySize = 12

/** How a picture is to be turned or mirrored when shown: 1 is as it lies, 2 to 8 are the other ways. */
export type Orientation = number

const swapped16 = (bytes: Uint8Array, at: number) =>
  ((uint16(bytes, at) & 0xff) << 8) | (uint16(bytes, at) >> 8)
const swapped32 = (bytes: Uint8Array, at: number) =>
  swapped16(bytes, at + 2) * 0x1_0000 + swapped16(bytes, at)

const bigEndianMark = [0x4d, 0x4d, 0, 42] as const
const littleEndianMark = [0x49, 0x49, 42, 0] as const
const bigEndian = { short: uint16, long: uint32 }
const littleEndian = { short: swapped16, long: swapped32 }
const byteOrderOf = (tiff: Uint8Array) => {
  if (beginsWith(tiff, bigEndianMark)) return bigEndian
  return beginsWith(tiff, littleEndianMark) ? littleEndian : null
}

/** The orientation that an Exif block (from its TIFF header on) tells, or null if it tells none. */
export const orientationIn = (tiff: Uint8Array): Orientation | null => {
  const order = byteOrderOf(tiff)
  if (order === null) return null
  // An offset or a count beyond the block's end finds no entry there.
  const first = order.long(tiff, 4) + 2
  const end = Math.min(first + order.short(tiff, first - 2) * entrySize, tiff.length)
  for (let at = first; at + entrySize <= end; at += entrySize) {
    if (order.short(tiff, at) !== orientationTag) continue
    const isOneShort = order.short(tiff, at + 2) === shortType && order.long(tiff, at + 4) === 1
    const value = order.short(tiff, at + 8)
    return isOneShort && value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** An Exif block that tells the orientation and nothing else. */
export const exifOf = (orientation: Orientation): readonly number[] => [
  ...bigEndianMark,
  ...uint32Bytes(headerSize),
  ...uint16Bytes(1),
  ...uint16Bytes(orientationTag),
  ...uint16Bytes(shortType),
  ...uint32Bytes(1),
  // A value of less than four bytes stands at the left of its field (4.6.2).
  ...uint16Bytes(orientation),
  ...uint16Bytes(0),
  // No next IFD, hence no thumbnail.
  ...uint32Bytes(0),
]

/** Whether a viewer does something about it. As it lies needs no telling. */
export const isTurned = (orientation: Orientation | null): orientation is Orientation =>
  orientation !== null && orientation !== 1
