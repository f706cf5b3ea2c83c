import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { Secret } from 'otpauth'
import { redact } from '../../../machines/index.ts'
import { randomHex, type Random } from '../random.ts'
import type { Account } from './accounts.ts'
import type { FactorKind } from './factor-kind.ts'
import { qrPngDataUrl } from './qr-png.ts'
import { refused } from './refusal.ts'
import { decodeBody, PassCodeBody } from './request-bodies.ts'
import { isTotpNow, totp } from './totp.ts'

/** The vendor's order of parameters; otpauth's own `toString` has another. */
const provisioningUri = (poolName: string, account: string, secret: Secret): string => {
  const pool = encodeURIComponent(poolName)
  return (
    `otpauth://totp/${pool}:${encodeURIComponent(account)}?secret=${secret.base32}` +
    `&period=${totp.period}&digits=${totp.digits}&algorithm=${totp.algorithm}&issuer=${pool}`
  )
}

const labelOf = ({ email, phone, username, userId }: Account): string => email ?? phone ?? username ?? userId

/** Six groups of four hex digits. */
const recoveryCode = (random: Random): string => randomHex(random, 12).replace(/(.{4})(?!$)/g, '$1-')

/** OTP: a new secret of 160 bits (RFC 4226 section 4, R6) a request; wrong codes are not counted. */
export const otpKind = (now: () => number, random: Random, poolName: string): FactorKind => ({
  factorType: 'OTP',
  idSuffix: 'otp',
  begin: (person) =>
    TE.fromIO(() => {
      // A copy: a Buffer's own `buffer` may be a pool that holds other bytes as well.
      const made = new Secret({ buffer: Uint8Array.from(random(20)).buffer })
      const secret = redact(made.base32)
      const qrCodeUri = provisioningUri(poolName, labelOf(person), made)
      return {
        target: null,
        profile: {},
        otpData: { qrCodeUri, qrCodeDataUrl: qrPngDataUrl(qrCodeUri), recoveryCode: recoveryCode(random) },
        secret,
        check: (enrollmentData) =>
          pipe(
            decodeBody(PassCodeBody, enrollmentData),
            E.chain(({ passCode }) => {
              if (!passCode) return E.left(refused('totpMissing', { field: 'passCode' }))
              return isTotpNow(secret, passCode, now()) ? E.right(undefined) : E.left(refused('wrongTotp'))
            }),
          ),
      }
    }),
})
