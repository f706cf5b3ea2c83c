import * as t from 'io-ts'
import { redacted } from '../../../machines/index.ts'
import type { Json } from '../../json/index.ts'
import type { ChallengeView } from '../view.ts'
import { FiniteNumber } from './finite-number.ts'

/** A surface navigates to it, so it is never another kind of link, whoever sent it. */
const OtpUri = new t.Type<string>(
  'OtpUri',
  (input): input is string => typeof input === 'string' && input.startsWith('otpauth://totp/'),
  (input, context) =>
    typeof input === 'string' && input.startsWith('otpauth://totp/')
      ? t.success(input)
      : t.failure(input, context),
  t.identity,
)

const OtpCodec = t.readonly(
  t.strict({
    uri: redacted(OtpUri),
    manualKey: redacted(t.string),
    digits: FiniteNumber,
    period: FiniteNumber,
    algorithm: t.keyof({ SHA1: null, SHA256: null, SHA512: null }),
    changed: t.boolean,
  }),
)

export const ChallengeCodec: t.Type<ChallengeView, Json> = t.union(
  [
    t.readonly(t.strict({ factorType: t.literal('OTP'), otp: OtpCodec })),
    t.readonly(
      t.strict({
        factorType: t.keyof({ SMS: null, EMAIL: null }),
        maskedDestination: t.union([t.string, t.null]),
        codeUsedUp: t.boolean,
      }),
    ),
    t.readonly(t.strict({ factorType: t.literal('FACE') })),
  ],
  'ChallengeView',
)
