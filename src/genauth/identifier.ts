import * as t from 'io-ts'

const longest = 512

const isIdentifier = (input: unknown): input is string =>
  typeof input === 'string' && input !== '' && input.length <= longest && !/[\p{Cc}\p{Cs}]/u.test(input)

/**
 * What the server calls a thing: the id or the type of a factor, the key of a photo. Opaque, but never empty,
 * over 512 characters, or with control characters (a terminal would obey them) or halves of characters (no
 * URL can carry them).
 */
export const Identifier = new t.Type<string>(
  'Identifier',
  isIdentifier,
  (input, context) => (isIdentifier(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)
