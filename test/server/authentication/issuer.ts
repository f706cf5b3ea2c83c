// An issuer of access tokens on a loopback port, whose keys and answers a test holds.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'
import { IssuerError } from '../../../src/server/authentication/issuer-error.ts'

export const audience = 'app-of-ours'
/** The claims of a good access token of Ann, but for the times. */
export const goodClaims = (issuer: string): JWTPayload => ({
  iss: issuer,
  sub: 'ann',
  aud: audience,
  scope: 'openid profile',
})

export interface Issuer {
  /** What it calls itself. */
  readonly url: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
  /** What was asked for, in order. */
  readonly asked: string[]
  /** What it says at a path; a number is a status without a body. */
  readonly says: Map<string, unknown>
  readonly close: () => Promise<void>
}

export const configurationPath = '/.well-known/openid-configuration'
export const keysPath = '/keys'
export const userinfoPath = '/me'

export const startIssuer = async (): Promise<Issuer> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const asked: string[] = []
  const says = new Map<string, unknown>()
  const server = createServer(({ url: path = '' }, outgoing) => {
    asked.push(path)
    const answer = says.get(path) ?? 404
    if (typeof answer === 'number') outgoing.writeHead(answer).end()
    else outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  says.set(configurationPath, {
    issuer: url,
    jwks_uri: `${url}${keysPath}`,
    userinfo_endpoint: `${url}${userinfoPath}`,
  })
  says.set(keysPath, { keys: [publicJwk] })
  return {
    url,
    privateKey,
    publicJwk,
    asked,
    says,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A token as the issuer would sign it, with what a test wants otherwise. */
export const signedBy = (
  { url, privateKey }: Issuer,
  claims: Readonly<Record<string, unknown>> = {},
  header: { readonly typ?: string; readonly kid?: string } = { typ: 'at+jwt', kid: 'one' },
): Promise<string> => {
  const now = Math.floor(Date.now() / 1_000)
  const all = { iat: now, exp: now + 3_600, ...goodClaims(url), ...claims }
  return new SignJWT(all).setProtectedHeader({ alg: 'RS256', ...header }).sign(privateKey)
}

/** A request that shows the token. */
export const showing = (token: string, scheme = 'Bearer'): Request =>
  new Request('http://127.0.0.1/enrollments', { headers: { authorization: `${scheme} ${token}` } })

/** The IssuerError that it rejects with; anything else fails the test. */
export const rejectionOf = async (asked: Promise<unknown>): Promise<Error> => {
  const cause: unknown = await asked.then(
    () => 'it did not reject',
    (error: unknown) => error,
  )
  if (cause instanceof IssuerError) return cause
  throw new Error(`That is no IssuerError: ${inspect(cause)}`)
}
