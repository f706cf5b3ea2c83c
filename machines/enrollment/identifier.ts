import * as t from 'io-ts'
import { photoIsAllowed } from './photo-reference.ts'

const longest = 512

const isIdentifier = (input: unknown): input is string =>
  typeof input === 'string' &&
  input !== '' &&
  input.length <= longest &&
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(input)

/**
 * What the server calls a thing: the id or the type of a factor, the key of a photo. Opaque, but never empty,
 * over 512 characters, or with control characters (a terminal would obey them), characters that nobody sees
 * (they turn the reading direction, or make two ids look alike), line breaks of any kind, or halves of
 * characters (no URL can carry them).
 */
export const Identifier = new t.Type<string>(
  'Identifier',
  isIdentifier,
  (input, context) => (isIdentifier(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)

const isPhotoKey = (input: unknown): input is string =>
  // Blanks at the ends are refused, too: commands are trimmed, and the key would name another photo by then.
  isIdentifier(input) && photoIsAllowed(input, false, false)

/** The key of an uploaded photo: an {@link Identifier} that `photo.submitted` takes as it is. */
export const PhotoKey = new t.Type<string>(
  'PhotoKey',
  isPhotoKey,
  (input, context) => (isPhotoKey(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
)
