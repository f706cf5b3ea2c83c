import type { Endpoint } from '../endpoint.ts'

/** What most faults have. */
interface AtEndpoint {
  /** The endpoint that it befalls, or `*` for every one. */
  readonly endpoint: Endpoint | '*'
  /** How many requests meet it; without it, every one until it is cleared. */
  readonly times?: number
}

interface WithRetryAfter extends AtEndpoint {
  /** As a number, seconds; as a text, sent as it is, such as an HTTP date. */
  readonly retryAfter?: number | string
}

/**
 * The server stops listening, ends every connection, and listens on the same port again after `ms` of the
 * clock, or once cleared. It begins when it is added. Without a server, calls are refused meanwhile.
 */
export interface RefusedFault {
  readonly kind: 'refused'
  /** Everywhere: a server listens to all or to none. */
  readonly endpoint: '*'
  readonly ms: number
}

/** Waits `ms` of the clock first. The effect comes late, even if the client has left meanwhile. */
export interface LatencyFault extends AtEndpoint {
  readonly kind: 'latency'
  readonly ms: number
}

/** The server's clock is off by `ms`, either way: its `Date` headers, and its check of TOTP codes. */
export interface ClockSkewFault extends AtEndpoint {
  readonly kind: 'clockSkew'
  readonly ms: number
}

/** A TCP reset, before anything. */
export interface ResetFault extends AtEndpoint {
  readonly kind: 'reset'
}

/** No answer. */
export interface HangFault extends AtEndpoint {
  readonly kind: 'hang'
}

/** HTTP 429. */
export interface ThrottledFault extends WithRetryAfter {
  readonly kind: 'throttled'
}

/** HTTP 500. */
export interface ServerErrorFault extends WithRetryAfter {
  readonly kind: 'serverError'
}

/** The vendor's envelope of a refusal. */
export interface RefusalFault extends WithRetryAfter {
  readonly kind: 'refusal'
  readonly statusCode: number
  readonly apiCode?: number
  /** 200 to 599, without those that have no body; default 200, and 429 for a `statusCode` of 429. */
  readonly httpStatus?: number
  /** Default: the documented one. */
  readonly message?: string
  /** Writes the `apiCode` as a text, as older servers do. */
  readonly stringApiCode?: boolean
}

/** HTTP 502 with a proxy's HTML page. */
export interface HtmlFault extends AtEndpoint {
  readonly kind: 'html'
}

/** HTTP 302. */
export interface RedirectFault extends AtEndpoint {
  readonly kind: 'redirect'
  /** Default: a foreign host that does not exist. */
  readonly location?: string
}

/** A connection that is closed without a byte. */
export interface LostReplyFault extends AtEndpoint {
  readonly kind: 'lostReply'
}

/** Status line and headers, then a TCP reset. */
export interface ResetAfterHeadersFault extends AtEndpoint {
  readonly kind: 'resetAfterHeaders'
}

/** Half the body, then a TCP reset. */
export interface ResetInBodyFault extends AtEndpoint {
  readonly kind: 'resetInBody'
}

/** The whole reply, its body in pieces with `ms` of the clock between them. */
export interface SlowDripFault extends AtEndpoint {
  readonly kind: 'slowDrip'
  readonly ms: number
  /** Default 32. */
  readonly pieces?: number
}

/** Half the body, then silence. */
export interface HangInBodyFault extends AtEndpoint {
  readonly kind: 'hangInBody'
}

/** A well-formed HTTP reply whose JSON ends in the middle. */
export interface TruncatedFault extends AtEndpoint {
  readonly kind: 'truncated'
}

/** HTTP 200 without a body. */
export interface EmptyFault extends AtEndpoint {
  readonly kind: 'empty'
}

/** The reply with 10 MB of filler in it, still JSON. */
export interface OversizedFault extends AtEndpoint {
  readonly kind: 'oversized'
}

/** HTTP 200 with another body. */
export interface WrongShapeFault extends AtEndpoint {
  readonly kind: 'wrongShape'
  /** What JSON can write, nested 64 levels deep at most; default `{ "statusCode": "two hundred" }`. */
  readonly body?: unknown
}

/** The reply with one field spoilt. */
export interface SpoiltFieldFault extends AtEndpoint {
  readonly kind: 'spoiltField'
  /** Dotted, such as `data.0.factorId`; empty: all of the reply. */
  readonly path: string
  /** `extra` puts more fields into it, `__proto__` and `constructor` among them. */
  readonly how: 'missing' | 'null' | 'wrongType' | 'extra'
}

/** The reply with another value in one field. Where nothing holds the path, nothing changes. */
export interface ReplacedFieldFault extends AtEndpoint {
  readonly kind: 'replacedField'
  /** Dotted, such as `data.otpData.qrCodeUri`; empty: all of the reply. */
  readonly path: string
  /** What JSON can write, nested 64 levels deep at most. */
  readonly value: unknown
}

/** Spoils no reply by itself. */
export type Circumstance = RefusedFault | LatencyFault | ClockSkewFault

/** Keeps the request from being carried out; this is what comes instead of a reply. */
export type Prevention =
  | ResetFault
  | HangFault
  | ThrottledFault
  | ServerErrorFault
  | RefusalFault
  | HtmlFault
  | RedirectFault

/** Spoils the reply to a request that was carried out. */
export type Spoiling =
  | LostReplyFault
  | ResetAfterHeadersFault
  | ResetInBodyFault
  | SlowDripFault
  | HangInBodyFault
  | TruncatedFault
  | EmptyFault
  | OversizedFault
  | WrongShapeFault
  | SpoiltFieldFault
  | ReplacedFieldFault
