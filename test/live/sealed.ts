import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { redact, reveal, type Redacted, type Seal } from '../../src/index.ts'

/** A real seal, as a host may have one: AES-256-GCM with a key of its own. */
export const aesSeal = () => {
  const key = randomBytes(32)
  const seal: Seal = (secrets) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    const sealed = Buffer.concat([cipher.update(reveal(secrets), 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
  }
  const open = (sealed: string | null): Redacted<string> => {
    const bytes = Buffer.from(sealed ?? '', 'base64')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(
      bytes.subarray(12, 28),
    )
    return redact(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
  }
  return { seal, open }
}
