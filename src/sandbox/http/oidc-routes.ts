import { Hono } from 'hono'
import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import { NonEmptyString, redacted } from '../../../machines/index.ts'
import type { Refusal } from '../engine/refusal.ts'
import { decodeBody } from '../engine/request-bodies.ts'
import { scopes } from '../engine/scopes.ts'
import { jwks } from '../engine/signing-key.ts'
import { accessTokenOf } from './brand-headers.ts'
import { messageOf, type Write } from './envelope.ts'
import { readQuery, readUrlEncoded } from './read-form.ts'
import { fromAnyPage, server, type AdmissionParts, type Env, type ServeParts } from './served.ts'

export interface OidcParts extends AdmissionParts, ServeParts {
  readonly issuer: string
}

const noStore = { 'cache-control': 'no-store' }

/**
 * What a client may learn by itself (OpenID Connect Discovery section 3). There is no login page, so no
 * authorization endpoint, which RFC 8414 section 2 asks for only where a grant needs it.
 */
const discovery = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  userinfo_endpoint: `${issuer}/me`,
  token_endpoint: `${issuer}/token`,
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'none'],
  grant_types_supported: ['refresh_token'],
  response_types_supported: [],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: scopes,
  claims_supported: [
    'sub',
    'preferred_username',
    'email',
    'email_verified',
    'phone_number',
    'phone_number_verified',
  ],
})

/** The claims, or a refusal in the way of OAuth (RFC 6750 section 3). */
const userInfoReply: Write = (headers, _, answer) => {
  if (E.isRight(answer)) return Response.json(answer.right, { headers: noStore })
  // RFC 6750 section 3.1: who came without a token is not told that it is wrong.
  const error = accessTokenOf(headers) === '' ? '' : ', error="invalid_token"'
  return Response.json(
    { error: 'invalid_token', error_description: messageOf(headers, answer.left) },
    { status: 401, headers: { ...noStore, 'www-authenticate': `Bearer realm="sandbox"${error}` } },
  )
}

/** Where the token may stand: the header, or by the vendor's SDK the form or the address (RFC 6750 section 2). */
const tokenOf = async (request: Request): Promise<string> => {
  const token = accessTokenOf(request.headers)
  if (token !== '') return token
  const form = request.method === 'POST' ? await readUrlEncoded(request) : E.right({})
  const fields: Readonly<Record<string, string>> = { ...readQuery(request), ...E.getOrElse(() => ({}))(form) }
  return fields['access_token'] ?? ''
}

const TokenBody = t.intersection([
  t.type({ grant_type: t.string }),
  t.partial({ refresh_token: redacted(NonEmptyString), client_id: t.string }),
])

/** The client's id out of `authorization: Basic`. The sandbox has no secrets to check it by. */
const basicClientId = (headers: Headers): string | undefined => {
  const [, credentials] = /^basic\s+(\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
  return credentials === undefined
    ? undefined
    : Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0]
}

const tokenError = (error: string, status = 400): Response =>
  Response.json({ error }, { status, headers: noStore })

/** OpenID Connect under `/oidc`, as far as an API needs it. Only userinfo meets the faults. */
export const oidcRoutes = (parts: OidcParts): Hono<Env> => {
  const { appId, sessions, issuer } = parts
  const userInfo = server(parts)(
    'userinfo',
    async (request) => sessions.userInfo(await tokenOf(request)),
    userInfoReply,
  )

  const oidc = new Hono<Env>()
  oidc.use(fromAnyPage)
  oidc.get('/.well-known/openid-configuration', () => Response.json(discovery(issuer)))
  oidc.get('/.well-known/jwks.json', () => Response.json(jwks()))
  oidc.get('/me', userInfo)
  oidc.post('/me', userInfo)
  oidc.post('/token', async ({ req: { raw } }) => {
    const body = pipe(
      await readUrlEncoded(raw),
      E.chain((fields): E.Either<Refusal, t.TypeOf<typeof TokenBody>> => decodeBody(TokenBody, fields)),
    )
    if (E.isLeft(body)) return tokenError('invalid_request')
    const { grant_type, refresh_token, client_id = basicClientId(raw.headers) } = body.right
    if (grant_type !== 'refresh_token') return tokenError('unsupported_grant_type')
    if (client_id !== appId) return tokenError('invalid_client', 401)
    if (refresh_token === undefined) return tokenError('invalid_request')
    const refreshed = sessions.refresh(refresh_token)
    return E.isLeft(refreshed)
      ? tokenError('invalid_grant')
      : Response.json(refreshed.right, { headers: noStore })
  })
  return oidc
}
