import { redact, reveal, type Redacted } from '../../../machines/index.ts'
import { randomBase64, type Random } from '../random.ts'
import type { Challenge, FactorKind } from './factor-kind.ts'

/** An enrollment between its two steps. */
export interface OpenEnrollment {
  readonly userId: string
  readonly kind: FactorKind
  readonly challenge: Challenge
}

export interface EnrollmentTokens {
  readonly issue: (enrollment: OpenEnrollment) => Redacted<string>
  /** The open enrollment of a live token of this person. */
  readonly find: (token: Redacted<string>, userId: string) => OpenEnrollment | undefined
  readonly consume: (token: Redacted<string>) => void
}

/**
 * The tokens between step 1 and step 2: 128 random bytes in base64 (172 characters, as in the vendor's
 * samples), dead `lifetimeMs` after issue, bound to a person, a type and a target, gone after success.
 *
 * Undocumented: what a newer request does to an older token. Here it supersedes the older one of the same
 * person, type and target; if both stayed alive, two OTP secrets could be bound, one of which the
 * person's app has lost. Another phone or address is another enrollment and leaves the older token alone.
 */
export const createEnrollmentTokens = (
  now: () => number,
  random: Random,
  lifetimeMs: number,
): EnrollmentTokens => {
  const issued = new Map<string, OpenEnrollment & { readonly expiresAt: number }>()
  const supersedes = (newer: OpenEnrollment, older: OpenEnrollment): boolean =>
    newer.userId === older.userId &&
    newer.kind.factorType === older.kind.factorType &&
    newer.challenge.target === older.challenge.target
  return {
    issue: (enrollment) => {
      for (const [token, older] of issued) {
        if (now() >= older.expiresAt || supersedes(enrollment, older)) issued.delete(token)
      }
      const token = randomBase64(random, 128)
      issued.set(token, { ...enrollment, expiresAt: now() + lifetimeMs })
      return redact(token)
    },
    find: (token, userId) => {
      const found = issued.get(reveal(token))
      return found !== undefined && found.userId === userId && now() < found.expiresAt ? found : undefined
    },
    consume: (token) => {
      issued.delete(reveal(token))
    },
  }
}
