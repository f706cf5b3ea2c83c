import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { EnrollmentContext } from './context.ts'
import { EnrollmentError } from './enrollment-error.ts'
import { tokenIsLive } from './time.ts'

/**
 * What a failed call means for the enrollment.
 *
 * - `retry`: the person may correct the input in the same step.
 * - `wait`: the server asked for patience.
 * - `renew`: the token is of no more use; a new one must be asked for.
 * - `reconcile`: it may have taken effect all the same.
 * - `refuse`: no, and the person cannot change that here.
 */
export const Verdict = t.keyof(
  { retry: null, wait: null, renew: null, reconcile: null, refuse: null },
  'Verdict',
)
export type Verdict = t.TypeOf<typeof Verdict>

/** Verdicts of an integrator by the server's `apiCode`; they win over the table. */
export type VerdictsByApiCode = Readonly<Record<number, Verdict>>

/** A failed call as the actors report it: what went wrong, when, and what that asks for. Times are epoch ms. */
export const Failure = t.readonly(
  t.exact(
    t.type({
      error: EnrollmentError,
      sentAt: t.number,
      repliedAt: t.number,
      /** When a target that may have been sent a message may be sent the next one. */
      sendAgainAt: t.number,
      override: t.union([Verdict, t.null]),
    }),
  ),
  'Failure',
)
export type Failure = t.TypeOf<typeof Failure>

/** What an actor threw, as a failure. Anything else than ours is a defect, and no success. */
export const failureFrom = (thrown: unknown): Failure => {
  const decoded = Failure.decode(thrown)
  return E.isRight(decoded)
    ? decoded.right
    : { error: { _tag: 'defect' }, sentAt: 0, repliedAt: 0, sendAgainAt: 0, override: null }
}

type Phase = 'requesting' | 'binding'

const table: Readonly<Record<EnrollmentError['_tag'], Readonly<Record<Phase, Verdict>>>> = {
  wrongCode: { requesting: 'retry', binding: 'retry' },
  tokenExpired: { requesting: 'renew', binding: 'renew' },
  throttled: { requesting: 'wait', binding: 'wait' },
  unauthorized: { requesting: 'refuse', binding: 'refuse' },
  forbidden: { requesting: 'refuse', binding: 'refuse' },
  // Before a bind the person can still choose another factor or target.
  alreadyBound: { requesting: 'retry', binding: 'refuse' },
  invalidInput: { requesting: 'retry', binding: 'retry' },
  photoRejected: { requesting: 'retry', binding: 'retry' },
  preconditionMissing: { requesting: 'refuse', binding: 'refuse' },
  unsupported: { requesting: 'refuse', binding: 'refuse' },
  notFound: { requesting: 'refuse', binding: 'refuse' },
  unreachable: { requesting: 'reconcile', binding: 'reconcile' },
  timedOut: { requesting: 'reconcile', binding: 'reconcile' },
  // A garbled reply to a bind does not say that nothing was bound.
  invalidResponse: { requesting: 'refuse', binding: 'reconcile' },
  serverFault: { requesting: 'reconcile', binding: 'reconcile' },
  // Nothing was sent; once the person has signed in, the same request may go out.
  stepUpRequired: { requesting: 'retry', binding: 'refuse' },
  outcomeUnknown: { requesting: 'refuse', binding: 'reconcile' },
  recoveryCodeLost: { requesting: 'refuse', binding: 'refuse' },
  interrupted: { requesting: 'retry', binding: 'reconcile' },
  recordUnreadable: { requesting: 'refuse', binding: 'refuse' },
  // It threw, and nobody knows before or after what.
  defect: { requesting: 'refuse', binding: 'reconcile' },
}

/** The verdict on a failed call, before the state of the enrollment is asked. */
export const verdictOf = ({ error, override }: Failure, phase: Phase): Verdict => {
  if (override !== null) return override
  if (error._tag === 'unreachable' && !error.mayHaveArrived) return 'retry'
  return table[error._tag][phase]
}

/** After these nobody knows whether a message was sent, whatever their verdict is. */
const tellsNothingOfTheMessage = ({ error }: Failure): boolean =>
  error._tag === 'invalidResponse' || error._tag === 'defect' || error._tag === 'interrupted'

/** True unless the failed request surely sent no message. */
export const messageMayHaveGone = (failure: Failure): boolean =>
  verdictOf(failure, 'requesting') === 'reconcile' || tellsNothingOfTheMessage(failure)

/** Where a failed request leads. */
export const afterFailedRequest = (failure: Failure): 'idle' | 'failed' =>
  verdictOf(failure, 'requesting') === 'refuse' ? 'failed' : 'idle'

/** Answers that are about this code or photo alone, and so leave an earlier doubt as it was. */
const concernsInputOnly = ({ error }: Failure): boolean =>
  error._tag === 'wrongCode' || error._tag === 'photoRejected'

/** With a token older than its lifetime, these say no more than that it is dead (no document names a code for that). */
const blamesADeadToken = ({ error }: Failure): boolean =>
  error._tag === 'notFound' || error._tag === 'invalidInput' || error._tag === 'forbidden'

/**
 * Refusals that may be the echo of our own bind. Browsers, proxies and SDKs send a request again when its
 * connection ends without a reply (RFC 9112 section 9.3.1), and the second bind meets a token that the first
 * one used up. Only the list of factors can tell. A plain 400 names no field, so `field` is no help.
 */
export const mayBeEcho = (failure: Failure): boolean =>
  failure.override === null &&
  (failure.error._tag === 'tokenExpired' ||
    failure.error._tag === 'alreadyBound' ||
    blamesADeadToken(failure))

/** Where a failed bind leads. */
export const afterFailedBind = (
  context: EnrollmentContext,
  failure: Failure,
): 'reconciling' | 'awaitingCode' | 'expired' | 'cancelled' | 'failed' => {
  const live = tokenIsLive(context, failure.repliedAt)
  const verdict = verdictOf(failure, 'binding')
  if (verdict === 'reconcile') return 'reconciling'
  if (context.bound === 'unknown' && !(concernsInputOnly(failure) && live)) return 'reconciling'
  if (context.cancelRequested) return 'cancelled'
  if (verdict === 'renew' || (!live && blamesADeadToken(failure))) return 'expired'
  if (verdict === 'refuse') return 'failed'
  return live ? 'awaitingCode' : 'expired'
}

/**
 * What is to be said of a failure that ended a challenge. Of a code, a photo or a request that came after
 * the minute, only that: what else the server says of it asks for what is not possible any more.
 */
export const errorOfExpiry = (failure: Failure): EnrollmentError => {
  const { error } = failure
  if (!concernsInputOnly(failure) && !blamesADeadToken(failure)) return error
  const { statusCode, apiCode, requestId } = { statusCode: undefined, apiCode: undefined, ...error }
  return {
    _tag: 'tokenExpired',
    ...(statusCode !== undefined && { statusCode }),
    ...(apiCode !== undefined && { apiCode }),
    ...(requestId !== undefined && { requestId }),
  }
}
