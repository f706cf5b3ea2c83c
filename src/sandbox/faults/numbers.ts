import * as t from 'io-ts'

const numberThat = (name: string, holds: (value: number) => boolean): t.Type<number> => {
  const is = (input: unknown): input is number => typeof input === 'number' && holds(input)
  return new t.Type(
    name,
    is,
    (input, context) => (is(input) ? t.success(input) : t.failure(input, context)),
    t.identity,
  )
}

/** A wait, ms. A longer one overflows `setTimeout`, which then fires at once. */
export const Wait = numberThat('Wait', (ms) => ms >= 0 && ms <= 2 ** 31 - 1)

/** How far a clock is off, ms, either way: a hundred years at most, so that every date stays one. */
export const Skew = numberThat('Skew', (ms) => Math.abs(ms) <= 100 * 366 * 24 * 3_600_000)

/** How often. */
export const Times = numberThat('Times', (times) => Number.isSafeInteger(times) && times >= 0)

export const Pieces = numberThat('Pieces', (pieces) => Number.isSafeInteger(pieces) && pieces >= 1)

/** An HTTP status that a reply with a body can have. The 6xx of the vendor are no HTTP statuses (RFC 9110 section 15). */
export const HttpStatus = numberThat(
  'HttpStatus',
  (status) => Number.isInteger(status) && status >= 200 && status <= 599 && ![204, 205, 304].includes(status),
)

/** What a header can carry (RFC 9110 section 5.5). */
export const HeaderText = new t.Type<string>(
  'HeaderText',
  (input): input is string => typeof input === 'string' && /^[\x20-\x7e]*$/.test(input),
  (input, context) =>
    typeof input === 'string' && /^[\x20-\x7e]*$/.test(input) ? t.success(input) : t.failure(input, context),
  t.identity,
)
