import type { FactorType, Redacted } from '../../../machines/index.ts'
import { randomHex, type Random } from '../random.ts'
import type { Challenge, FactorKind, FactorProfile } from './factor-kind.ts'

/** A factor that is bound to a person. */
export interface BoundFactor {
  readonly factorId: string
  readonly userId: string
  readonly factorType: FactorType
  readonly profile: FactorProfile
  /** The comparable phone or address; null for OTP and FACE. */
  readonly target: string | null
  /** OTP only: the base32 secret. */
  readonly secret: Redacted<string> | null
  /** Epoch ms of the sandbox's clock. */
  readonly boundAt: number
}

/**
 * The two public shapes of a factorId, which also differ in what a second bind of a type does:
 * - `hex`: 24 hex digits; a second bind adds a factor with a new id.
 * - `user`: `<userId>|otp`, `|phone`, `|email`, `|face`; a second bind takes the place of the first, under the same id,
 *   so that a list cannot tell that anything happened.
 */
export type FactorIds = 'hex' | 'user'

export interface Factors {
  readonly bind: (userId: string, kind: FactorKind, challenge: Challenge) => BoundFactor
  readonly of: (userId: string) => readonly BoundFactor[]
  /** Takes a factor off a person; false if the person has none such. */
  readonly reset: (userId: string, factorId: string) => boolean
  /** True if anybody has this phone or address as a factor already. */
  readonly isTaken: (factorType: FactorType, target: string) => boolean
}

export const createFactors = (now: () => number, random: Random, factorIds: FactorIds): Factors => {
  const bound = new Map<string, BoundFactor>()
  return {
    bind: (userId, { factorType, idSuffix }, { profile, target, secret = null }) => {
      const factorId = factorIds === 'user' ? `${userId}|${idSuffix}` : randomHex(random, 12)
      const factor = { factorId, userId, factorType, profile, target, secret, boundAt: now() }
      bound.set(factorId, factor)
      return factor
    },
    reset: (userId, factorId) => bound.get(factorId)?.userId === userId && bound.delete(factorId),
    of: (userId) => [...bound.values()].filter((factor) => factor.userId === userId),
    isTaken: (factorType, target) =>
      [...bound.values()].some((factor) => factor.factorType === factorType && factor.target === target),
  }
}
