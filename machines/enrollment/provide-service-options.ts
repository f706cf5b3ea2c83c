import type { FactorType } from './factor.ts'
import { Verdict, type VerdictsByApiCode } from './failures.ts'
import type { EnrollmentService, ServiceLimits } from './service.ts'

/** What `beforeEnrollment` is told. `attemptId` is that of the request to come. */
export interface BeforeEnrollment {
  readonly enrollmentId: string
  readonly attemptId: string
  readonly factorType: FactorType
  /** Aborted when the person leaves meanwhile. */
  readonly signal: AbortSignal
}

/** What the machine needs beside the service. */
export interface ProvideServiceOptions {
  /** The clock, epoch ms. Give XState the same one (`createActor(machine, { clock })`), or its timers and guards disagree. */
  readonly now: () => number
  /** Verdicts by the server's `apiCode` that win over the table. */
  readonly verdicts?: VerdictsByApiCode
  /** Only accept provisioning URIs of this issuer (the user pool's name). */
  readonly expectedIssuer?: string
  /**
   * Asked before each request for a token: is this person signed in as strongly as adding a factor asks for
   * (NIST SP 800-63B-4 section 4.1.2.1), and recently? May take its time, for the token's minute has not
   * begun; say yes at once where the sign-in is recent, for a renewal asks again. `false` leads to idle with
   * `stepUpRequired` and nothing is sent; so does what it throws, and `onDefect` hears of it.
   * It has no time limit of its own: one that never settles leaves the enrollment in requesting until it is cancelled.
   */
  readonly beforeEnrollment?: (about: BeforeEnrollment) => boolean | Promise<boolean>
  /** Take https links to photos elsewhere (`isExternalPhoto: true`). Default false: uploaded photos only. */
  readonly externalPhotos?: boolean
  /** Hears what the service threw, which is never part of an error shown; it may hold secrets. */
  readonly onDefect?: (defect: unknown) => void
}

const limitNames = ['tokenLifetimeMs', 'sendIntervalMs', 'wrongCodeBudget'] as const

/** @throws TypeError if the service has no limits, or some that are no numbers; for callers without types. */
export const limitsOf = ({ limits }: Partial<EnrollmentService>): ServiceLimits => {
  if (limits === undefined) throw new TypeError('The service has no limits: give it vendorLimits, or its own')
  for (const name of limitNames)
    if (!Number.isFinite(limits[name]) || limits[name] < 0)
      throw new TypeError(`limits.${name} of the service must be a number of 0 or more`)
  return limits
}

/** @throws TypeError if the clock or a verdict cannot be used. */
export const checkOptions = ({ now, verdicts = {} }: ProvideServiceOptions): void => {
  if (typeof now !== 'function' || !Number.isFinite(now()))
    throw new TypeError('now must be a function that gives epoch milliseconds, such as Date.now')
  for (const [apiCode, verdict] of Object.entries(verdicts))
    if (!Verdict.is(verdict))
      throw new TypeError(
        `The verdict for apiCode ${apiCode} must be one of ${Object.keys(Verdict.keys).join(', ')}`,
      )
}
