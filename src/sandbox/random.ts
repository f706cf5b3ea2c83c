import { randomBytes } from 'node:crypto'

/** Gives `size` random bytes. Replace it only to make a run repeatable: tokens and secrets come from it. */
export type Random = (size: number) => Uint8Array

/** The operating system's random numbers. */
export const systemRandom: Random = (size) => new Uint8Array(randomBytes(size))

export const randomHex = (random: Random, size: number): string => Buffer.from(random(size)).toString('hex')

export const randomBase64 = (random: Random, size: number): string =>
  Buffer.from(random(size)).toString('base64')

/** A code of so many digits. 48 random bits over at most 8 digits: the bias is beyond measuring. */
export const randomDigits = (random: Random, length: number): string =>
  String(Buffer.from(random(6)).readUIntBE(0, 6) % 10 ** length).padStart(length, '0')

/** A random UUID (RFC 9562 section 5.4). */
export const randomUuid = (random: Random): string => {
  const bytes = Buffer.from(random(16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
