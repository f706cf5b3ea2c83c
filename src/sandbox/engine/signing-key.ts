import { createHash, generateKeyPairSync, sign } from 'node:crypto'

interface SigningKey {
  /** The public half, as it stands in the JWKS. */
  readonly jwk: Readonly<Record<string, string>>
  readonly signed: (text: string) => string
}

const makeKey = (): SigningKey => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  // The thumbprint of RFC 7638: exactly these members, in this order.
  const kid = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url')
  return {
    jwk: { kty: 'RSA', n, e, kid, alg: 'RS256', use: 'sig' },
    signed: (text) => sign('sha256', Buffer.from(text), privateKey).toString('base64url'),
  }
}

let key: SigningKey | undefined

/**
 * The RS256 key of this process. One for all sandboxes, and only made when the first token is, for making it
 * takes a tenth of a second: a test file with a hundred sandboxes would spend ten. Nothing is trusted on the
 * signature alone, so sharing it lets nobody into another sandbox.
 */
const signingKey = (): SigningKey => (key ??= makeKey())

/** The public keys, as `jwks_uri` answers them (RFC 7517 section 5). */
export const jwks = () => ({ keys: [signingKey().jwk] })

export type Claims = Readonly<Record<string, string | number | boolean>>

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Writes a JWT in the compact form, signed with RS256 (RFC 7515 section 7.1). */
export const signedJwt = (typ: 'at+jwt' | 'JWT', claims: Claims): string => {
  const { jwk, signed } = signingKey()
  const text = `${part({ alg: jwk['alg'], typ, kid: jwk['kid'] })}.${part(claims)}`
  return `${text}.${signed(text)}`
}
