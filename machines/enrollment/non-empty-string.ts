import * as t from 'io-ts'

const isNonEmpty = (input: unknown): input is string => typeof input === 'string' && input !== ''

/** A string with something in it: tokens, ids and codes are never empty. */
export const NonEmptyString = new t.Type<string>(
  'NonEmptyString',
  isNonEmpty,
  (input, context) => (isNonEmpty(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)
