import { redact, type Redacted } from '../../../machines/index.ts'

/** More than any issuer's, and what one header of Node's HTTP server can hold. */
const longestToken = 8_192

// RFC 6750 section 2.1, and RFC 9110 section 11.1: schemes are compared without regard to case.
const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i

/** The token of `Authorization: Bearer …`; null for any other scheme, two tokens, or none. */
export const bearerTokenOf = ({ headers }: Pick<Request, 'headers'>): Redacted<string> | null => {
  const token = bearer.exec(headers.get('authorization') ?? '')?.[1]
  return token === undefined || token.length > longestToken ? null : redact(token)
}
