import { isOutOfBand, type Challenge, type Choice, type EnrollmentContext } from '../../../machines/index.ts'
import { maskedDestinationOf } from '../../view/index.ts'
import type { HeldSecret, ShownContext } from './frame.ts'
import { shownErrorOf } from './shown-error.ts'
import { shownTextOf } from './shown-text.ts'

/**
 * What becomes of each field of the context. A field that the machine gains does not compile here until
 * somebody has decided.
 *
 * - `shown`: as it is, server texts made harmless and short
 * - `masked`: contact data, as `+86 188****0000`
 * - `counted`: how many there are
 * - `named`: that it is there, in `holds`
 * - `hidden`: not at all
 */
type Fate = 'shown' | 'masked' | 'counted' | 'named' | 'hidden'

export const fateOfContext: { readonly [Field in keyof EnrollmentContext]-?: Fate } = {
  enrollmentId: 'shown',
  // Both are the host's matter: what it counted is given back by them.
  life: 'hidden',
  unsent: 'hidden',
  seq: 'shown',
  factorType: 'shown',
  choice: 'masked',
  // See fateOfChallenge.
  challenge: 'shown',
  before: 'counted',
  // Without their targets.
  cooldowns: 'shown',
  submitAfter: 'shown',
  wrongCodes: 'shown',
  clockAheadMs: 'shown',
  submission: 'named',
  bound: 'shown',
  listingsLeft: 'shown',
  nextChoice: 'named',
  cancelRequested: 'shown',
  recoveryCode: 'named',
  // 16 bits of the TOTP secret, and thereby too many.
  secretChecksum: 'hidden',
  factorId: 'shown',
  error: 'shown',
  // The view's matter: which of two messages is the younger.
  failedAt: 'hidden',
}

export const fateOfChallenge: { readonly [Field in keyof Challenge]-?: Fate } = {
  generation: 'shown',
  enrollmentToken: 'named',
  sentAt: 'shown',
  deadline: 'shown',
  wrongCodeBudget: 'shown',
  externalPhotos: 'hidden',
  // Only how many digits a code has, and how long it is good for.
  otp: 'named',
}

const hasContact = (choice: Choice | null): boolean => choice !== null && isOutOfBand(choice.factorType)

const heldBy = (context: EnrollmentContext): readonly HeldSecret[] => {
  const { choice, nextChoice, cooldowns, before, challenge, recoveryCode, submission } = context
  const holds: { readonly [Secret in HeldSecret]: boolean } = {
    profile:
      hasContact(choice) ||
      hasContact(nextChoice) ||
      [...cooldowns, ...(before ?? [])].some(({ target }) => target !== null),
    enrollmentToken: challenge !== null,
    otpSecret: challenge !== null && challenge.otp !== null,
    recoveryCode: recoveryCode !== null,
    submission: submission !== null,
  }
  const names: readonly HeldSecret[] = [
    'profile',
    'enrollmentToken',
    'otpSecret',
    'recoveryCode',
    'submission',
  ]
  return names.filter((name) => holds[name])
}

const shownChallengeOf = (challenge: Challenge): NonNullable<ShownContext['challenge']> => ({
  generation: challenge.generation,
  sentAt: challenge.sentAt,
  deadline: challenge.deadline,
  wrongCodeBudget: challenge.wrongCodeBudget,
  otp: challenge.otp && { digits: challenge.otp.digits, period: challenge.otp.period },
})

/** Where a message goes, masked; an address may have 254 characters. */
export const shownDestinationOf = (choice: Choice | null): string | null => {
  const masked = maskedDestinationOf(choice)
  return masked === null ? null : shownTextOf(masked)
}

/**
 * The context as anybody may see it, by an allow-list: no secret, and contact data masked.
 *
 * @example
 * shownContextOf(actor.getSnapshot().context).maskedDestination // '+86 188****0000'
 */
export const shownContextOf = (context: EnrollmentContext): ShownContext => ({
  enrollmentId: shownTextOf(context.enrollmentId),
  seq: context.seq,
  factorType: context.factorType,
  maskedDestination: shownDestinationOf(context.choice),
  challenge: context.challenge && shownChallengeOf(context.challenge),
  factorsBefore: context.before && context.before.length,
  cooldowns: context.cooldowns.map(({ factorType, until }) => ({ factorType, until })),
  submitAfter: context.submitAfter && context.submitAfter.until,
  wrongCodes: context.wrongCodes,
  clockAheadMs: context.clockAheadMs,
  bound: context.bound,
  listingsLeft: context.listingsLeft,
  cancelRequested: context.cancelRequested,
  factorId: context.factorId === null ? null : shownTextOf(context.factorId),
  error: context.error && shownErrorOf(context.error),
  holds: heldBy(context),
})
