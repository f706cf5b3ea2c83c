import * as t from 'io-ts'
import { redact, redacted } from './redacted.ts'

/**
 * What an authenticator app needs, taken from the server's provisioning URI
 * (https://github.com/google/google-authenticator/wiki/Key-Uri-Format, RFC 6238 section 4).
 * `uri` is written anew from the parsed parts, so it can never be another kind of link.
 */
export const OtpChallenge = t.readonly(
  t.exact(
    t.type({
      uri: redacted(t.string),
      /** Base32, upper case, without padding. */
      secret: redacted(t.string),
      digits: t.number,
      /** The time step in seconds (RFC 6238 calls it X). */
      period: t.number,
      algorithm: t.keyof({ SHA1: null, SHA256: null, SHA512: null }),
      /** True if an earlier request of this enrollment showed another secret: that entry is useless now. */
      changed: t.boolean,
    }),
  ),
  'OtpChallenge',
)
export type OtpChallenge = t.TypeOf<typeof OtpChallenge>

interface ProvisioningUri extends Omit<OtpChallenge, 'changed'> {
  readonly checksum: number
}

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

const parametersOf = (query: string): ReadonlyMap<string, string> | null => {
  const found = new Map<string, string>()
  for (const pair of query.split('&')) {
    const [name = '', ...rest] = pair.split('=')
    const value = decoded(rest.join('='))
    // A parameter given twice means one thing to us and another to the app.
    if (value === null || found.has(name.toLowerCase())) return null
    found.set(name.toLowerCase(), value)
  }
  return found
}

const wholeNumber = (
  text: string | undefined,
  byDefault: number,
  least: number,
  most: number,
): number | null => {
  const value = text === undefined ? byDefault : /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}

const algorithms = { SHA1: 'SHA1', SHA256: 'SHA256', SHA512: 'SHA512' } as const
const isAlgorithm = (name: string): name is keyof typeof algorithms => Object.hasOwn(algorithms, name)

// Cut by characters: half of a pair of surrogates cannot be encoded, and neither can one that came alone.
const displayable = (text: string): string =>
  [...text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim()].slice(0, 200).join('')

/** Some encoders write a space in the query as `+`. */
const sameIssuer = (label: string, parameter: string): boolean =>
  label === parameter || label === parameter.replaceAll('+', ' ')

/** 16 bits of a secret: enough to notice that it changed, useless to whoever reads it. */
const checksumOf = (secret: string): number => {
  let hash = 0x811c9dc5
  for (const character of secret) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return ((hash >>> 16) ^ hash) & 0xffff
}

/**
 * Parses an `otpauth://totp/` URI. Null unless it is one with a base32 secret of at least 80 bits,
 * 6 to 8 digits, a time step of 15 to 120 s, a known algorithm, and a label whose issuer is the issuer.
 */
export const parseProvisioningUri = (text: string, expectedIssuer?: string): ProvisioningUri | null => {
  const parts = /^otpauth:\/\/totp\/([^?#]{0,600})\?([^#]{1,2000})$/i.exec(text)
  const label = decoded(parts?.[1] ?? '')
  const parameters = parametersOf(parts?.[2] ?? '')
  if (parts === null || label === null || parameters === null) return null

  const colon = label.indexOf(':')
  const labelIssuer = colon < 0 ? null : displayable(label.slice(0, colon))
  const account = displayable(label.slice(colon + 1))
  const issuerParameter = parameters.get('issuer')
  const issuer = labelIssuer ?? displayable(issuerParameter ?? '')
  if (issuerParameter !== undefined && !sameIssuer(issuer, displayable(issuerParameter))) return null
  if (expectedIssuer !== undefined && issuer !== expectedIssuer) return null

  const secret = (parameters.get('secret') ?? '').replace(/=+$/, '').toUpperCase()
  const algorithm = (parameters.get('algorithm') ?? 'SHA1').toUpperCase().replace('-', '')
  const digits = wholeNumber(parameters.get('digits'), 6, 6, 8)
  const period = wholeNumber(parameters.get('period'), 30, 15, 120)
  if (!/^[A-Z2-7]{16,256}$/.test(secret) || !isAlgorithm(algorithm) || digits === null || period === null)
    return null

  const name = [issuer, account]
    .filter((part) => part !== '')
    .map(encodeURIComponent)
    .join(':')
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=${algorithm}&digits=${digits}&period=${period}`
  return {
    uri: redact(`otpauth://totp/${name}?${query}`),
    secret: redact(secret),
    digits,
    period,
    algorithm,
    checksum: checksumOf(secret),
  }
}
