import type * as t from 'io-ts'
import type { Circumstance, Prevention, Spoiling } from './fault-kinds.ts'
import {
  Code,
  Everywhere,
  Flag,
  HeaderText,
  HttpStatus,
  Json,
  Pieces,
  Place,
  RetryAfter,
  Skew,
  Text,
  Times,
  Wait,
  Way,
} from './field-values.ts'

/** A field of a fault. The name of its codec says what it must be. */
export interface Field<A = unknown, Optional extends boolean = boolean> {
  readonly codec: t.Decoder<unknown, A> & Pick<t.Type<A>, 'is'>
  readonly optional: Optional
}

/** Each field as the interface has it, so that neither can be changed without the other. */
type FieldsOf<F> = {
  readonly [K in Exclude<keyof F, 'kind'>]-?: Field<
    Exclude<F[K], undefined>,
    Record<never, never> extends Pick<F, K> ? true : false
  >
}

type Table<F extends { readonly kind: string }> = { readonly [One in F as One['kind']]: FieldsOf<One> }

const needed = <A>(codec: t.Type<A>) => ({ codec, optional: false }) as const
const optional = <A>(codec: t.Type<A>) => ({ codec, optional: true }) as const

const here = { endpoint: needed(Place), times: optional(Times) }
const withRetryAfter = { ...here, retryAfter: optional(RetryAfter) }

export const circumstances: Table<Circumstance> = {
  // It begins when it is added and ends by the clock: there is nothing to count.
  refused: { endpoint: needed(Everywhere), ms: needed(Wait) },
  latency: { ...here, ms: needed(Wait) },
  clockSkew: { ...here, ms: needed(Skew) },
}

export const preventions: Table<Prevention> = {
  reset: here,
  hang: here,
  throttled: withRetryAfter,
  serverError: withRetryAfter,
  refusal: {
    ...withRetryAfter,
    statusCode: needed(Code),
    apiCode: optional(Code),
    httpStatus: optional(HttpStatus),
    message: optional(Text),
    stringApiCode: optional(Flag),
  },
  html: here,
  redirect: { ...here, location: optional(HeaderText) },
}

export const spoilings: Table<Spoiling> = {
  lostReply: here,
  resetAfterHeaders: here,
  resetInBody: here,
  slowDrip: { ...here, ms: needed(Wait), pieces: optional(Pieces) },
  hangInBody: here,
  truncated: here,
  empty: here,
  oversized: here,
  wrongShape: { ...here, body: optional(Json) },
  spoiltField: { ...here, path: needed(Text), how: needed(Way) },
  replacedField: { ...here, path: needed(Text), value: needed(Json) },
}

/** The fields of every kind of fault, beside `kind` itself. */
export const faultFields = { ...circumstances, ...preventions, ...spoilings }
