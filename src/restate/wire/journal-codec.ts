import type { JournalValueCodec } from '@restatedev/restate-sdk'
import * as E from '#fp-ts/Either'
import { redact, reveal } from '../../../machines/index.ts'
import type { OpeningProblem, Sealer } from '../../durable/index.ts'

/** Restate does not say which value it wants sealed: what it is for stands inside (`WrittenFor`). */
const sealedFor = { kind: 'journal', id: '', revision: 0 } as const

/** Stands before what is wrong with a value instead of the value. No JSON begins with it. */
const nul = 0

const text = new TextDecoder('utf-8', { fatal: true })
const bytes = new TextEncoder()

const told = (problem: OpeningProblem): Uint8Array =>
  Uint8Array.of(nul, ...bytes.encode(JSON.stringify(problem)))

/** What `journalCodec` put in a value's place because it could not be opened; null for a value. */
export const problemIn = (opened: Uint8Array): OpeningProblem | null => {
  if (opened[0] !== nul) return null
  const problem: unknown = JSON.parse(text.decode(opened.subarray(1)))
  const keyId =
    typeof problem === 'object' && problem !== null && 'keyId' in problem && typeof problem.keyId === 'string'
      ? problem.keyId
      : null
  return keyId === null ? { _tag: 'damaged' } : { _tag: 'unknownKey', keyId }
}

/**
 * Seals every value that Restate writes: what handlers are given and answer, what their steps gave, and state.
 *
 * Strict: what was not sealed with one of the keys is never taken for a value. It is not rejected either, for
 * Restate would drop a message for good whose key comes tomorrow: each reader is told what is wrong, and decides.
 */
export const journalCodec = (sealer: Sealer): JournalValueCodec => ({
  encode: (value) => sealer.seal(redact(text.decode(value)), sealedFor),
  decode: async (sealed) => {
    const opened = sealer.open(sealed, sealedFor)
    return E.isRight(opened) ? bytes.encode(reveal(opened.right)) : told(opened.left)
  },
})
