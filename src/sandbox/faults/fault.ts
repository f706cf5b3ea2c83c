import * as t from 'io-ts'
import { Endpoint } from '../endpoint.ts'
import { HeaderText, HttpStatus, Pieces, Skew, Times, Wait } from './numbers.ts'

const fault = <K extends string, P extends t.Props, O extends t.Props>(kind: K, required: P, optional: O) =>
  t.readonly(
    t.exact(
      t.intersection([
        t.type({ kind: t.literal(kind), endpoint: t.union([Endpoint, t.literal('*')]), ...required }),
        t.partial({ times: Times, ...optional }),
      ]),
    ),
  )

const RetryAfter = t.union([Wait, HeaderText])

/** Nothing happens, and this is what comes instead of a reply. */
const preventions = {
  reset: fault('reset', {}, {}),
  hang: fault('hang', {}, {}),
  throttled: fault('throttled', {}, { retryAfter: RetryAfter }),
  serverError: fault('serverError', {}, { retryAfter: RetryAfter }),
  refusal: fault(
    'refusal',
    { statusCode: t.number },
    {
      apiCode: t.number,
      httpStatus: HttpStatus,
      message: t.string,
      retryAfter: RetryAfter,
      stringApiCode: t.boolean,
    },
  ),
  html: fault('html', {}, {}),
  redirect: fault('redirect', {}, { location: HeaderText }),
}

/** The effect happens, and its reply is spoilt. */
const spoilings = {
  lostReply: fault('lostReply', {}, {}),
  resetAfterHeaders: fault('resetAfterHeaders', {}, {}),
  resetInBody: fault('resetInBody', {}, {}),
  slowDrip: fault('slowDrip', { ms: Wait }, { pieces: Pieces }),
  hangInBody: fault('hangInBody', {}, {}),
  truncated: fault('truncated', {}, {}),
  empty: fault('empty', {}, {}),
  oversized: fault('oversized', {}, {}),
  wrongShape: fault('wrongShape', {}, { body: t.unknown }),
  spoiltField: fault(
    'spoiltField',
    { path: t.string, how: t.keyof({ missing: null, null: null, wrongType: null, extra: null }) },
    {},
  ),
  replacedField: fault('replacedField', { path: t.string, value: t.unknown }, {}),
}

/** What spoils no reply by itself. */
const circumstances = {
  latency: fault('latency', { ms: Wait }, {}),
  clockSkew: fault('clockSkew', { ms: Skew }, {}),
  // It begins when it is added and ends by the clock: there is nothing to count.
  refused: t.readonly(t.exact(t.type({ kind: t.literal('refused'), endpoint: t.literal('*'), ms: Wait }))),
}

const codecs = { ...circumstances, ...preventions, ...spoilings }
type Codecs = typeof codecs
type Kind = keyof Codecs
type OneOf<C extends Readonly<Record<string, t.Mixed>>> = { [K in keyof C]: t.TypeOf<C[K]> }[keyof C]

/** A fault that keeps the request from being carried out. */
export type Prevention = OneOf<typeof preventions>
/** A fault that spoils the reply to a request that was carried out. */
export type Spoiling = OneOf<typeof spoilings>
/** A fault that spoils the reply. */
export type Disturbance = Prevention | Spoiling

const isKind = (kind: unknown): kind is Kind => typeof kind === 'string' && Object.hasOwn(codecs, kind)
const Tagged = t.type({
  kind: new t.Type<Kind>(
    'Kind',
    isKind,
    (kind, context) => (isKind(kind) ? t.success(kind) : t.failure(kind, context)),
    t.identity,
  ),
})

/**
 * Something that goes wrong, at one endpoint or at all (`*`). `times` says how many requests meet it;
 * without it, until it is cleared. Of several that spoil a reply the first wins; latencies and skews add up.
 *
 * Before the server:
 * - `refused`: the server stops listening, ends every connection, and listens on the same port again after
 *   `ms` of the clock, or once cleared. It begins when it is added, at `*` only, without `times`. Without a
 *   server, calls are refused meanwhile.
 * - `latency`: waits `ms` of the clock first. The effect comes late, even if the client has left meanwhile.
 * - `clockSkew`: the server's clock is off by `ms`: its `Date` headers, and its check of TOTP codes.
 *
 * Nothing happens, and the client gets:
 * - `reset`: a TCP reset, before anything.
 * - `hang`: no answer.
 * - `throttled`: HTTP 429; `retryAfter` as a number is seconds, as a text is sent as it is, such as an HTTP date.
 * - `serverError`: HTTP 500, with `retryAfter` likewise.
 * - `refusal`: the vendor's envelope with that `statusCode` and `apiCode` (as text with `stringApiCode`), the
 *   documented `message` unless told, and HTTP status 200 (429 for 429) unless `httpStatus` says otherwise.
 * - `html`: HTTP 502 with a proxy's HTML page.
 * - `redirect`: HTTP 302 to `location`, by default to a foreign host that does not exist.
 *
 * The effect happens, and the client gets:
 * - `lostReply`: a connection that is closed without a byte.
 * - `resetAfterHeaders`: status line and headers, then a TCP reset.
 * - `resetInBody`: half the body, then a TCP reset.
 * - `slowDrip`: the whole reply, its body in `pieces` (by default 32) with `ms` of the clock between them.
 * - `hangInBody`: half the body, then silence.
 * - `truncated`: a well-formed HTTP reply whose JSON ends in the middle.
 * - `empty`: HTTP 200 without a body.
 * - `oversized`: the reply with 10 MB of filler in it, still JSON.
 * - `wrongShape`: HTTP 200 with `body`, by default `{ "statusCode": "two hundred" }`.
 * - `spoiltField`: the reply with the field at the dotted `path` (`data.0.factorId`; empty: all of it) missing,
 *   null, of the wrong type, or with extra fields in it, `__proto__` and `constructor` among them.
 * - `replacedField`: the reply with `value` at the dotted `path`. Where nothing holds the path, nothing changes.
 */
export const Fault = new t.Type<OneOf<Codecs>, unknown, unknown>(
  'Fault',
  (input): input is OneOf<Codecs> => Object.values(codecs).some((codec) => codec.is(input)),
  (input, context) => {
    // By its kind: a union would report what every other kind lacks.
    const tagged = Tagged.validate(input, context)
    return tagged._tag === 'Left' ? tagged : codecs[tagged.right.kind].validate(input, context)
  },
  t.identity,
)
export type Fault = OneOf<Codecs>

/** Whether a request under this fault is carried out. */
export const isCarriedOut = (disturbance: Disturbance): disturbance is Spoiling =>
  Object.hasOwn(spoilings, disturbance.kind)
