import { Secret, TOTP } from 'otpauth'
import { reveal, type Redacted } from '../../../machines/index.ts'

/** What authenticator apps assume when nothing is said (RFC 6238 section 4). */
export const totp = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** True for the code of this time step, the one before or the one after (RFC 6238 section 5.2). */
export const isTotpNow = (
  base32: Redacted<string>,
  passCode: Redacted<string>,
  timestamp: number,
): boolean => {
  const secret = Secret.fromBase32(reveal(base32))
  return TOTP.validate({ ...totp, secret, token: reveal(passCode), timestamp, window: 1 }) !== null
}
