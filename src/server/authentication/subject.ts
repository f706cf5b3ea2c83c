import * as t from 'io-ts'

const isSubject = (input: unknown): input is string =>
  typeof input === 'string' && /^[\x20-\x7e]{1,255}$/.test(input)

/** A `sub`: at most 255 ASCII characters (OpenID Connect Core section 2), none of which is invisible. */
export const Subject = new t.Type<string>(
  'Subject',
  isSubject,
  (input, context) => (isSubject(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)
