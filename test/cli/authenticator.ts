import { Secret, TOTP, URI } from 'otpauth'

const fromUri = (uri: string): TOTP => {
  const parsed = URI.parse(uri)
  if (!(parsed instanceof TOTP)) throw new Error('Not a URI of time-based codes')
  return parsed
}

/** What an authenticator app that scanned this shows now. */
export const codeOf = (uri: string): string => fromUri(uri).generate()

/** What an app shows into which this key was typed, at that moment. */
export const codeOfKey = (key: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({ timestamp: at })

/** A code that is right at no time near. */
export const wrongCodeFor = (uri: string): string => {
  const totp = fromUri(uri)
  const wrong = ['000000', '111111', '222222', '333333'].find(
    (code) => totp.validate({ token: code, window: 10 }) === null,
  )
  if (wrong === undefined) throw new Error('Four wrong codes were all right')
  return wrong
}
