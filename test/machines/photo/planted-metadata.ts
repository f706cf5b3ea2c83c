/** A text that stands in everything that is planted, and so may stand in nothing that comes out. */
export const planted = 'PLANTED 48.2082N 16.3738E'

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

export const concat = (...parts: readonly ArrayLike<number>[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(parts.map((part) => Uint8Array.from(part))))

export const tellsPlanted = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes).includes(Buffer.from(planted, 'latin1'))

export type ByteOrder = 'MM' | 'II'

/** An Exif block from its TIFF header on: a description, the orientation, and a GPS directory with a text. */
export const exifBlock = (order: ByteOrder, orientation: number): Uint8Array => {
  const text = bytesOf(`${planted}\0`)
  const gpsAt = 8 + 2 + 3 * 12 + 4
  const textAt = gpsAt + 2 + 12 + 4
  const block = Buffer.alloc(textAt + text.length)
  const little = order === 'II'
  const view = new DataView(block.buffer, block.byteOffset, block.length)
  const entry = (at: number, tag: number, type: number, count: number) => {
    view.setUint16(at, tag, little)
    view.setUint16(at + 2, type, little)
    view.setUint32(at + 4, count, little)
    return at + 8
  }
  block.write(order, 'latin1')
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  view.setUint16(8, 3, little)
  view.setUint32(entry(10, 0x010e, 2, text.length), textAt, little)
  view.setUint16(entry(22, 0x0112, 3, 1), orientation, little)
  view.setUint32(entry(34, 0x8825, 4, 1), gpsAt, little)
  view.setUint16(gpsAt, 1, little)
  view.setUint32(entry(gpsAt + 2, 0x001b, 7, text.length), textAt, little)
  block.set(text, textAt)
  return block
}

/** An Exif block that tells nothing but the orientation, as CIPA DC-008 4.6.2 has it. */
export const orientationAlone = (orientation: number): Uint8Array =>
  concat(bytesOf('MM'), [
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ])
