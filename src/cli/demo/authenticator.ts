import { TOTP, URI } from 'otpauth'
import { reveal } from '../../../machines/index.ts'
import type { OtpView } from '../../view/index.ts'

/** The built-in authenticator: computes what an app on a phone would show now (RFC 6238). */
export const codeFor = ({ uri }: OtpView): string => {
  const parsed = URI.parse(reveal(uri))
  if (!(parsed instanceof TOTP)) throw new Error('The demo authenticator answers time-based codes only')
  return parsed.generate()
}
