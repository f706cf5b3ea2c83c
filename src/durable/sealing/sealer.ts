import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import * as E from '#fp-ts/Either'
import { redact, reveal, type Redacted } from '../../../machines/index.ts'
import { SealingKeyError, sealingKeyOf, type SealingKeys } from './sealing-key.ts'

// NIST SP 800-38D: a nonce of 96 bits, and the whole tag.
const nonceBytes = 12
const tagBytes = 16
const keyIdBytes = 4
/** The layout of sealed bytes: format, key id, nonce, cipher text, tag. Raised when it changes. */
const format = 1
const headBytes = 1 + keyIdBytes + nonceBytes

/**
 * What sealed bytes belong to. They open for nothing else, so bytes of another row, or of an earlier revision of the
 * same row, are noticed. A whole row that is put back with its revision is not: nothing in one database can tell.
 */
export interface SealedFor {
  readonly kind: 'enrollment' | 'journal'
  readonly id: string
  readonly revision: number
}

/**
 * Why sealed bytes did not open.
 *
 * - `unknownKey`: they were sealed with a key that is not here; `keyId` names it.
 * - `damaged`: changed, cut off, of another row or another revision, or of a layout that is not known.
 */
export type OpeningProblem =
  | { readonly _tag: 'unknownKey'; readonly keyId: string }
  | { readonly _tag: 'damaged' }

/** AES-256-GCM over the keys given: the first seals, all open. */
export interface Sealer {
  readonly seal: (text: Redacted<string>, sealedFor: SealedFor) => Uint8Array
  readonly open: (sealed: Uint8Array, sealedFor: SealedFor) => E.Either<OpeningProblem, Redacted<string>>
  /** Whether these bytes were sealed with the newest key; an engine seals anew what was not when it writes it. */
  readonly isCurrent: (sealed: Uint8Array) => boolean
}

/** The associated data. JSON, for it tells `a` + `bc` from `ab` + `c`. */
const associated = (keyId: string, { kind, id, revision }: SealedFor): Buffer =>
  Buffer.from(JSON.stringify(['mfa-enrollment', format, keyId, kind, id, revision]))

const keyIdIn = (sealed: Uint8Array): string =>
  Buffer.from(sealed.subarray(1, 1 + keyIdBytes)).toString('hex')

/**
 * A nonce is random, so one key should seal no more than 2^32 texts (NIST SP 800-38D section 8.3): rotate before.
 *
 * @throws SealingKeyError for a key that is not what its id says: what it sealed, nobody could open again.
 */
export const createSealer = (keys: SealingKeys): Sealer => {
  const [newest] = keys
  for (const { id, bytes } of keys) {
    if (sealingKeyOf(reveal(bytes)).id !== id)
      throw new SealingKeyError(`A sealing key does not have the id ${id}. Read keys with readSealingKeys().`)
  }
  const byId = new Map(keys.map((key) => [key.id, key]))

  const seal: Sealer['seal'] = (text, sealedFor) => {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', reveal(newest.bytes), nonce, { authTagLength: tagBytes })
    cipher.setAAD(associated(newest.id, sealedFor))
    const head = Buffer.concat([Buffer.of(format), Buffer.from(newest.id, 'hex'), nonce])
    return Buffer.concat([head, cipher.update(reveal(text), 'utf8'), cipher.final(), cipher.getAuthTag()])
  }

  const open: Sealer['open'] = (sealed, sealedFor) => {
    if (sealed[0] !== format || sealed.length < headBytes + tagBytes) return E.left({ _tag: 'damaged' })
    const keyId = keyIdIn(sealed)
    const key = byId.get(keyId)
    if (key === undefined) return E.left({ _tag: 'unknownKey', keyId })
    const nonce = sealed.subarray(1 + keyIdBytes, headBytes)
    const decipher = createDecipheriv('aes-256-gcm', reveal(key.bytes), nonce, { authTagLength: tagBytes })
    decipher.setAAD(associated(keyId, sealedFor))
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    try {
      const text = decipher.update(sealed.subarray(headBytes, -tagBytes), undefined, 'utf8')
      return E.right(redact(text + decipher.final('utf8')))
    } catch {
      // GCM says no more than that the tag does not fit.
      return E.left({ _tag: 'damaged' })
    }
  }

  return { seal, open, isCurrent: (sealed) => sealed[0] === format && keyIdIn(sealed) === newest.id }
}
