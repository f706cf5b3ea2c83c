import type { BaselineFactor } from './context.ts'
import type { OtpChallenge } from './provisioning-uri.ts'
import type { Redacted } from './redacted.ts'
import type { EnrolledFactor } from './service.ts'

/**
 * What the machine's actors answer: the service's answers, decoded and stamped with the clock's epoch ms,
 * so that no assign ever reads a clock.
 */
export interface Stamped {
  readonly sentAt: number
  readonly repliedAt: number
}

/** A request was answered with a token. */
export interface ChallengeIssued extends Stamped {
  readonly enrollmentToken: Redacted<string>
  readonly deadline: number
  readonly sendAgainAt: number
  readonly wrongCodeBudget: number
  readonly externalPhotos: boolean
  readonly otp: (Omit<OtpChallenge, 'changed'> & { readonly checksum: number }) | null
  readonly recoveryCode: Redacted<string> | null
  /** Null if the list could not be had; that never fails the request. */
  readonly before: readonly BaselineFactor[] | null
}

/** The bind was confirmed, or was refused and stands in the list all the same. */
export interface BindConfirmed extends Stamped {
  /** Null if the answer confirmed it: that names no factor. */
  readonly factorId: string | null
}

/** The enrolled factors, as asked for by a reconciliation. */
export interface FactorsListed extends Stamped {
  readonly factors: readonly EnrolledFactor[]
}
