import * as t from 'io-ts'

/** `1e999` is JSON as well, and would make waits without end. */
export const FiniteNumber = new t.Type<number>(
  'FiniteNumber',
  (input): input is number => Number.isFinite(input),
  (input, context) =>
    typeof input === 'number' && Number.isFinite(input) ? t.success(input) : t.failure(input, context),
  t.identity,
)

/** A moment or a number of seconds that there may not be. */
export const MaybeNumber = t.union([FiniteNumber, t.null])
