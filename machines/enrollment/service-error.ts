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

const Throttled = t.readonly(
  t.exact(
    t.intersection([t.type({ _tag: t.literal('throttled') }), t.partial({ retryAt: FiniteNumber, ...told })]),
  ),
)

/**
 * Why a call of the service was not answered with success. Every member carries `statusCode`, `apiCode`
 * and `requestId` where the server gave them, and never a request, a reply or a value.
 *
 * - `throttled.retryAt`: epoch ms after which the server will listen again.
 * - `unreachable.mayHaveArrived`: false only if the request surely never left (refused, no such host).
 * - `invalidInput.field`: the wire name of the field that was refused, if known.
 * - `invalidResponse.paths`: where the answer was not as documented (`data.otpData.qrCodeUri`).
 */
export const ServiceError = t.union(
  [
    tagged('wrongCode', {}),
    tagged('tokenExpired', {}),
    Throttled,
    tagged('unauthorized', {}),
    tagged('forbidden', {}),
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
