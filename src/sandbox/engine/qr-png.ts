import { deflateSync } from 'node:zlib'
import { encode } from 'uqr'

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

const pixelsPerModule = 4

/** A QR code as the data URL of a black and white PNG, the form the vendor answers with. */
export const qrPngDataUrl = (text: string): string => {
  // ISO/IEC 18004 wants a quiet zone of four modules.
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const side = size * pixelsPerModule
  const rows = data.flatMap((modules) => {
    // A row is a filter byte (none) and one bit a pixel, white being 1.
    const row = Buffer.alloc(1 + Math.ceil(side / 8))
    for (let x = 0; x < side; x += 1) {
      const at = 1 + (x >> 3)
      if (modules[Math.floor(x / pixelsPerModule)] !== true)
        row.writeUInt8(row.readUInt8(at) | (0x80 >> (x & 7)), at)
    }
    return Array.from({ length: pixelsPerModule }, () => row)
  })
  // Bit depth 1, greyscale, and the only compression, filter and no interlace.
  const header = Buffer.concat([uint32(side), uint32(side), Buffer.from([1, 0, 0, 0, 0])])
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return `data:image/png;base64,${png.toString('base64')}`
}
