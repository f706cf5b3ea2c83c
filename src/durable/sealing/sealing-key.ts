import { createHash, randomBytes } from 'node:crypto'
import { redact, reveal, type Redacted } from '../../../machines/index.ts'

const keyBytes = 32

/** One key, and the name that sealed rows carry of it. */
export interface SealingKey {
  /** The first 8 hexadecimal digits of the key's SHA-256: tells keys apart, and nothing of the key. */
  readonly id: string
  /** 32 bytes. */
  readonly bytes: Redacted<Uint8Array>
}

/** The newest first: it seals, and all of them open. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]]

/** Why a text holds no keys; it never repeats the text. */
export class SealingKeyError extends Error {
  override readonly name = 'SealingKeyError'
}

export const sealingKeyOf = (bytes: Uint8Array): SealingKey => ({
  id: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
  bytes: redact(bytes),
})

/** Base64 of exactly 32 bytes, and of nothing else: Node's own decoder would skip what it does not know. */
const decoded = (text: string, position: number): SealingKey => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text)
    throw new SealingKeyError(`Key ${position} is no base64. Make one with: mfa-enroll key`)
  if (bytes.length !== keyBytes)
    throw new SealingKeyError(
      `Key ${position} has ${bytes.length} bytes, it must have ${keyBytes}. Make one with: mfa-enroll key`,
    )
  return sealingKeyOf(bytes)
}

/**
 * Reads keys as `MFA_ENROLL_KEY` holds them: base64 of 32 bytes each, separated by commas or line ends, the
 * newest first. The first seals, all of them open.
 *
 * @throws SealingKeyError that says which key is wrong, and how, never what it was.
 *
 * @example
 * const keys = readSealingKeys(process.env.MFA_ENROLL_KEY ?? '')
 */
export const readSealingKeys = (text: string): SealingKeys => {
  const [newest, ...older] = text
    .split(/[,\r\n]/)
    .map((key) => key.trim())
    .filter((key) => key !== '')
    .map((key, index) => decoded(key, index + 1))
  if (newest === undefined)
    throw new SealingKeyError('There is no sealing key. Make one with: mfa-enroll key')
  const ids = new Set([newest, ...older].map(({ id }) => id))
  if (ids.size <= older.length)
    throw new SealingKeyError('The same sealing key is given twice. Leave one of the two out.')
  return [newest, ...older]
}

/** A new key, from the system's random source. */
export const newSealingKey = (): SealingKey => sealingKeyOf(randomBytes(keyBytes))

/** A key as `MFA_ENROLL_KEY` takes it. It is the secret itself. */
export const writeSealingKey = ({ bytes }: SealingKey): string =>
  Buffer.from(reveal(bytes)).toString('base64')
