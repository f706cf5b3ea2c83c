// PNG (W3C, third edition; ISO/IEC 15948) 5.3: length, type, data, CRC.
import { uint32 } from './big-endian.ts'
import { crc32 } from './crc32.ts'

export type Chunk = {
  readonly type: string
  readonly data: Uint8Array
  /** The chunk as it stands in the file, with length and CRC. */
  readonly whole: Uint8Array
}

/** The signature (5.2). */
export const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const

/** 5.4: a capital first letter means that nobody can show the picture without understanding the chunk. */
export const isCritical = (type: string): boolean => /^[A-Z]/.test(type)

/**
 * The chunks of a PNG file in turn. Nothing comes after IEND, nor after the first chunk whose length or CRC is
 * wrong: a file without IEND is damaged.
 */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk, void> {
  let at: number = signature.length
  while (at + 12 <= bytes.length) {
    const length = uint32(bytes, at)
    const end = at + 12 + length
    if (end > bytes.length) return
    const body = bytes.subarray(at + 4, end - 4)
    const type = String.fromCharCode(...body.subarray(0, 4))
    if (!/^[A-Za-z]{4}$/.test(type) || crc32(body) !== uint32(bytes, end - 4)) return
    yield { type, data: body.subarray(4), whole: bytes.subarray(at, end) }
    if (type === 'IEND') return
    at = end
  }
}
