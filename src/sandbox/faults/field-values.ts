import * as t from 'io-ts'
import { Endpoint } from '../endpoint.ts'

// The name of each says what it must be, in the words of a refusal.

const valueThat = <A>(name: string, is: t.Is<A>): t.Type<A> =>
  new t.Type(
    name,
    is,
    (input, context) => (is(input) ? t.success(input) : t.failure(input, context)),
    t.identity,
  )

const numberThat = (name: string, holds: (value: number) => boolean): t.Type<number> =>
  valueThat(name, (input): input is number => typeof input === 'number' && holds(input))

const longestWait = 2 ** 31 - 1

/** A longer one overflows `setTimeout`, which then fires at once. */
export const Wait = numberThat(
  `a number of milliseconds from 0 to ${longestWait}`,
  (ms) => ms >= 0 && ms <= longestWait,
)

/** How far a clock is off, ms: a hundred years at most, so that every date stays one. */
export const Skew = numberThat(
  'a number of milliseconds, a hundred years either way at most',
  (ms) => Math.abs(ms) <= 100 * 366 * 24 * 3_600_000,
)

/** How often. */
export const Times = numberThat(
  'a whole number, 0 or more',
  (times) => Number.isSafeInteger(times) && times >= 0,
)

export const Pieces = numberThat(
  'a whole number, 1 or more',
  (pieces) => Number.isSafeInteger(pieces) && pieces >= 1,
)

export const Code = numberThat('a number', Number.isFinite)

/** An HTTP status that a reply with a body can have. The 6xx of the vendor are no HTTP statuses (RFC 9110 section 15). */
export const HttpStatus = numberThat(
  'a whole number from 200 to 599, and not 204, 205 or 304',
  (status) => Number.isInteger(status) && status >= 200 && status <= 599 && ![204, 205, 304].includes(status),
)

export const Text = valueThat('a text', t.string.is)

export const Flag = valueThat('true or false', t.boolean.is)

/** What a header can carry (RFC 9110 section 5.5). */
export const HeaderText = valueThat(
  'a text of printable ASCII characters',
  (input): input is string => typeof input === 'string' && /^[\x20-\x7e]*$/.test(input),
)

export const RetryAfter = valueThat(
  `a number of seconds from 0 to ${longestWait}, or a text of printable ASCII characters`,
  t.union([Wait, HeaderText]).is,
)

const Ways = t.keyof({ missing: null, null: null, wrongType: null, extra: null })

export const Way = valueThat(`one of ${Object.keys(Ways.keys).join(', ')}`, Ways.is)

export const Everywhere = valueThat('*', t.literal('*').is)

export const Place = valueThat(
  `* or one of ${Object.keys(Endpoint.keys).join(', ')}`,
  t.union([Endpoint, Everywhere]).is,
)

const deepest = 64

// Level by level: what is nested a hundred thousand deep would overflow the stack of anything that recurses.
const isShallow = (value: unknown): boolean => {
  let level: ReadonlySet<unknown> = new Set([value])
  for (let depth = 0; depth <= deepest; depth += 1) {
    const holders = [...level].filter((one) => typeof one === 'object' && one !== null)
    if (holders.length === 0) return true
    level = new Set(holders.flatMap((holder): readonly unknown[] => Object.values(holder)))
  }
  return false
}

const isWritten = (value: unknown): boolean => {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}

/** What a reply can carry. */
export const Json = valueThat(
  `what JSON can write, nested ${deepest} levels deep at most`,
  (input): input is unknown => isShallow(input) && isWritten(input),
)
