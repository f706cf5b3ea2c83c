import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { Subject } from './subject.ts'

const Claims = t.type({ sub: Subject, exp: t.number })
const Scope = t.union([t.string, t.readonlyArray(t.string)])

/** The media type may be written whole (RFC 7515 section 4.1.9). */
const shortType = (typ: unknown): string =>
  typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : 'jwt'

/** What an ID token, a logout token or a refresh token says of itself, and an access token never does. */
const isOfAnotherKind = (claims: Readonly<Record<string, unknown>>): boolean =>
  ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'].some((claim) => claim in claims) ||
  claims['token_use'] === 'id' ||
  ['id', 'refresh', 'logout'].includes(String(claims['typ']).toLowerCase())

/**
 * Whose a verified token is, and when it is over, epoch ms; null if it is no access token.
 *
 * An ID token is signed with the same key, for the same audience, and lies about in logs and in front ends; whoever
 * has one is not the person's app. RFC 9068 section 4 tells them apart by `typ: at+jwt`. Issuers that are older than
 * it write `JWT`, or nothing: then a scope must be granted, and no claim of another kind of token may stand there.
 */
export const accessTokenClaims = (
  typ: unknown,
  claims: Readonly<Record<string, unknown>>,
): { readonly subject: string; readonly expiresAt: number } | null => {
  const decoded = Claims.decode(claims)
  if (E.isLeft(decoded)) return null
  const { sub: subject, exp } = decoded.right
  const kind = shortType(typ)
  if (kind !== 'at+jwt' && kind !== 'jwt') return null
  if (kind === 'jwt' && (isOfAnotherKind(claims) || !Scope.is(claims['scope'] ?? claims['scp']))) return null
  return { subject, expiresAt: exp * 1_000 }
}
