import { bearerTokens, userinfoTokens, type Authenticate } from '../../server/index.ts'
import type { Setting } from './setting.ts'

/**
 * How the server knows who sent a request.
 *
 * @throws TypeError for an issuer or audience that cannot work; rejects where a package is missing.
 */
export const whoMay = async ({
  issuer,
  audience,
  asksUserinfo,
}: Pick<Setting, 'issuer' | 'audience' | 'asksUserinfo'>): Promise<Authenticate> => {
  const authenticate = asksUserinfo ? userinfoTokens({ issuer }) : bearerTokens({ issuer, audience })
  // What can never be a JWT is nobody's without asking the issuer, and loads what verifying needs: better now than
  // at the first request.
  if (!asksUserinfo)
    await authenticate(new Request('http://localhost/', { headers: { authorization: 'Bearer x' } }))
  return authenticate
}
