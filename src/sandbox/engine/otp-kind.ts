import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import { Secret, TOTP } from 'otpauth'
import { redact, reveal } from '../../../machines/index.ts'
import { randomHex, type Random } from '../random.ts'
import type { FactorKind } from './factor-kind.ts'
import { qrPngDataUrl } from './qr-png.ts'
import { refused } from './refusal.ts'
import { decodeBody, PassCodeBody } from './request-bodies.ts'

/** What authenticator apps assume when nothing is said (RFC 6238 section 4). */
const totp = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** The vendor's order of parameters; otpauth's own `toString` has another. */
const provisioningUri = (poolName: string, account: string, secret: Secret): string => {
  const pool = encodeURIComponent(poolName)
  return (
    `otpauth://totp/${pool}:${encodeURIComponent(account)}?secret=${secret.base32}` +
    `&period=${totp.period}&digits=${totp.digits}&algorithm=${totp.algorithm}&issuer=${pool}`
  )
}

/** Six groups of four hex digits. */
const recoveryCode = (random: Random): string => randomHex(random, 12).replace(/(.{4})(?!$)/g, '$1-')

/** OTP: a new secret of 160 bits (RFC 4226 section 4, R6) a request; wrong codes are not counted. */
export const otpKind = (now: () => number, random: Random, poolName: string): FactorKind => ({
  factorType: 'OTP',
  idSuffix: 'otp',
  begin: (person) => {
    // A copy: a Buffer's own `buffer` may be a pool that holds other bytes as well.
    const secret = new Secret({ buffer: Uint8Array.from(random(20)).buffer })
    const qrCodeUri = provisioningUri(poolName, person.email, secret)
    return E.right({
      target: null,
      profile: {},
      otpData: { qrCodeUri, qrCodeDataUrl: qrPngDataUrl(qrCodeUri), recoveryCode: recoveryCode(random) },
      secret: redact(secret.base32),
      check: (enrollmentData) =>
        pipe(
          decodeBody(PassCodeBody, enrollmentData),
          E.chain(({ passCode }) => {
            if (!passCode) return E.left(refused('totpMissing', { field: 'passCode' }))
            // One time step of drift either way (RFC 6238 section 5.2).
            const step = TOTP.validate({
              ...totp,
              secret,
              token: reveal(passCode),
              timestamp: now(),
              window: 1,
            })
            return step === null ? E.left(refused('wrongTotp')) : E.right(undefined)
          }),
        ),
    })
  },
})
