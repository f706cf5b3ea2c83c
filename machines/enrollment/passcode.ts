import * as t from 'io-ts'

/**
 * Makes one spelling of what people type and paste: full-width and other compatibility digits become
 * ASCII (NFKC), and spaces, dashes, dots and invisible characters go.
 *
 * @example
 * normalisePassCode('１２３ 456') // '123456'
 */
export const normalisePassCode = (typed: string): string =>
  typed.normalize('NFKC').replace(/[\s.\u2212\p{Dash_Punctuation}\p{Default_Ignorable_Code_Point}]/gu, '')

/** A code as it goes on the wire: 4 to 8 digits (GenAuth's pool setting `verifyCodeLength`; RFC 4226 section 5.3 for OTP). */
export const isPassCode = (input: unknown): input is string =>
  typeof input === 'string' && /^[0-9]{4,8}$/.test(input)

/** A passcode of 4 to 8 digits, normalised while decoding. A string, never a number: leading zeros count. */
export const PassCode = new t.Type<string, string>(
  'PassCode',
  isPassCode,
  (input, context) => {
    if (typeof input !== 'string' || input.length > 64) return t.failure(input, context)
    const code = normalisePassCode(input)
    return isPassCode(code) ? t.success(code) : t.failure(input, context)
  },
  t.identity,
)
