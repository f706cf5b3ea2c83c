import * as t from 'io-ts'
import { EnrollmentError } from './enrollment-error.ts'
import { Choice, FactorType } from './factor.ts'
import { OtpChallenge } from './provisioning-uri.ts'
import { redacted } from './redacted.ts'
import { EnrollmentData } from './service.ts'

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const record = <P extends t.Props>(name: string, props: P) => t.readonly(t.exact(t.type(props)), name)

/** A stretch of time in which something must wait, epoch ms. `since` keeps a clock set back from stretching it. */
export const Wait = record('Wait', { since: t.number, until: t.number })
export type Wait = t.TypeOf<typeof Wait>

/** What older records do not have is null. */
const nullIfMissing = <C extends t.Mixed>(codec: C): t.Type<t.TypeOf<C> | null> => {
  const orNull = nullable(codec)
  return new t.Type(
    orNull.name,
    orNull.is,
    (input, context) => orNull.validate(input ?? null, context),
    t.identity,
  )
}

export const Life = nullIfMissing(t.string)
export const Unsent = nullIfMissing(t.number)

/** Until when no further message may be asked for. `target` null stands for every target: it is not known any more. */
export const Cooldown = record('Cooldown', {
  factorType: FactorType,
  target: nullable(redacted(t.string)),
  since: t.number,
  until: t.number,
})
export type Cooldown = t.TypeOf<typeof Cooldown>

/** An open challenge: the token, when it dies, and what the person must see to answer it. */
export const Challenge = record('Challenge', {
  /** The number of the request that gave the token. */
  generation: t.number,
  enrollmentToken: redacted(t.string),
  /** When the request left, epoch ms. The server's minute starts later, so this side never believes in a dead token. */
  sentAt: t.number,
  /** From here on the token counts as dead, epoch ms. */
  deadline: t.number,
  wrongCodeBudget: t.number,
  /** Whether a link to a photo elsewhere is taken; else only the key of an uploaded one is. */
  externalPhotos: t.boolean,
  otp: nullable(OtpChallenge),
})
export type Challenge = t.TypeOf<typeof Challenge>

/** A factor the account had before the bind. `target` is null where the list did not say, or a record dropped it. */
export const BaselineFactor = record('BaselineFactor', {
  factorId: t.string,
  factorType: t.string,
  target: nullable(redacted(t.string)),
})
export type BaselineFactor = t.TypeOf<typeof BaselineFactor>

/** Whether the factor is bound: `unknown` while a bind is in doubt. */
export const Bound = t.keyof({ no: null, unknown: null, yes: null }, 'Bound')
export type Bound = t.TypeOf<typeof Bound>

/** What the machine remembers. Times are wall-clock epoch ms of the injected clock. */
export const EnrollmentContext = record('EnrollmentContext', {
  enrollmentId: t.string,
  /** Tells it from one that was erased and had the same id; null where its host gave none. */
  life: Life,
  /** Rises with every call of the service; `${enrollmentId}:${seq}` names the attempt. */
  seq: t.number,
  factorType: nullable(FactorType),
  /** The factor and its profile, for asking and asking anew; wiped in done and cancelled. */
  choice: nullable(Choice),
  /** The token and what goes with it: until bound, expired, failed or asked anew. */
  challenge: nullable(Challenge),
  /** The factors enrolled before the bind; null if the list could not be had. */
  before: nullable(t.readonlyArray(BaselineFactor)),
  /** Of the messages sent last, the newest first: a person may go to and fro between targets. */
  cooldowns: t.readonlyArray(Cooldown),
  /** `seq` of the last request that failed and surely sent no message; null if there was none. */
  unsent: Unsent,
  /** Set by a throttled bind: no further code before `until`. */
  submitAfter: nullable(Wait),
  /** Wrong codes against this challenge. */
  wrongCodes: t.number,
  /** How far this side's clock is ahead of the server's, ms, as the last wrong code told; null if it did not. */
  clockAheadMs: nullable(t.number),
  /** The passcode or photo, in binding only. */
  submission: nullable(redacted(EnrollmentData)),
  bound: Bound,
  /** How many listings this reconciliation may still make. */
  listingsLeft: t.number,
  /** What the person asked for while a bind is in doubt: asked once the doubt is settled. */
  nextChoice: nullable(Choice),
  /** The person wants to leave; waits for the outcome of a bind. */
  cancelRequested: t.boolean,
  /** From the reply until saved, expired or failed. */
  recoveryCode: nullable(redacted(t.string)),
  /** 16 bits of the last OTP secret, to tell whether a renewal changed it. */
  secretChecksum: nullable(t.number),
  factorId: nullable(t.string),
  error: nullable(EnrollmentError),
  /** When that was told while a challenge stays open, epoch ms. */
  failedAt: nullable(t.number),
})
export type EnrollmentContext = t.TypeOf<typeof EnrollmentContext>

/** What starts an enrollment: an id of 128 random bits, such as `crypto.randomUUID()`. */
export interface EnrollmentInput {
  readonly enrollmentId: string
  /** A name that no other has, where an enrollment may be erased and another be begun under its id. */
  readonly life?: string | null
}

export const initialContext = ({ enrollmentId, life = null }: EnrollmentInput): EnrollmentContext => ({
  enrollmentId,
  life,
  seq: 0,
  factorType: null,
  choice: null,
  challenge: null,
  before: null,
  cooldowns: [],
  unsent: null,
  submitAfter: null,
  wrongCodes: 0,
  clockAheadMs: null,
  submission: null,
  bound: 'no',
  listingsLeft: 0,
  nextChoice: null,
  cancelRequested: false,
  recoveryCode: null,
  secretChecksum: null,
  factorId: null,
  error: null,
  failedAt: null,
})

/** The name of the call now in flight, or made last. */
export const attemptIdOf = ({ enrollmentId, seq }: EnrollmentContext): string => `${enrollmentId}:${seq}`

const named = ({ life }: EnrollmentContext, seq: number | null): string | null =>
  life === null || seq === null ? null : `${life}:${seq}`

/**
 * A name of the call now in flight, or made last, that no other call has, also not of an enrollment that was erased
 * and had the same id; null where the host gave no life.
 */
export const requestNameOf = (context: EnrollmentContext): string | null => named(context, context.seq)

/** By that name, the last request that failed and surely sent no message; null if there was none. */
export const unsentRequestOf = (context: EnrollmentContext): string | null => named(context, context.unsent)
