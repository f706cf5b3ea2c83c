import * as t from 'io-ts'

/** NaN and Infinity would make waits without end, and JSON turns them into null. */
const FiniteNumber = new t.Type<number>(
  'FiniteNumber',
  (input): input is number => Number.isFinite(input),
  (input, context) =>
    typeof input === 'number' && Number.isFinite(input) ? t.success(input) : t.failure(input, context),
  t.identity,
)

const told = { statusCode: FiniteNumber, apiCode: FiniteNumber, requestId: t.string }

const tagged = <Tag extends string, P extends t.Props>(tag: Tag, required: P) =>
  t.readonly(t.exact(t.intersection([t.type({ _tag: t.literal(tag), ...required }), t.partial(told)])))

const timed = <Tag extends string, P extends t.Props>(tag: Tag, times: P) =>
  t.readonly(t.exact(t.intersection([t.type({ _tag: t.literal(tag) }), t.partial({ ...told, ...times })])))

/**
 * Why a call of the service was not answered with success. Every member carries `statusCode`, `apiCode`
 * and `requestId` where the server gave them, and never a request, a reply or a value.
 *
 * - `wrongCode.serverTime`: what the server's clock said, epoch ms, if its reply told (HTTP `Date`); a wrong
 *   clock is the most frequent reason for wrong time-based codes.
 * - `throttled.retryAt`: epoch ms after which the server will listen again.
 * - `stepUpRequired`: the person must sign in anew, or more strongly, first, and nothing was sent: the host's
 *   `beforeEnrollment` or `beforeRemoval` did not agree.
 * - `unreachable.mayHaveArrived`: false only if the request surely never left (refused, no such host).
 * - `invalidInput.field`: the wire name of the field that was refused, if known.
 * - `invalidResponse.paths`: where the answer was not as documented (`data.otpData.qrCodeUri`).
 */
export const ServiceError = t.union(
  [
    timed('wrongCode', { serverTime: FiniteNumber }),
    tagged('tokenExpired', {}),
    timed('throttled', { retryAt: FiniteNumber }),
    tagged('unauthorized', {}),
    tagged('forbidden', {}),
    tagged('stepUpRequired', {}),
    tagged('alreadyBound', {}),
    tagged('invalidInput', { field: t.union([t.string, t.null]) }),
    tagged('photoRejected', {}),
    tagged('preconditionMissing', {}),
    tagged('unsupported', {}),
    tagged('notFound', {}),
    tagged('unreachable', { mayHaveArrived: t.boolean }),
    tagged('timedOut', {}),
    tagged('invalidResponse', { paths: t.readonlyArray(t.string) }),
    tagged('serverFault', {}),
  ],
  'ServiceError',
)
export type ServiceError = t.TypeOf<typeof ServiceError>
