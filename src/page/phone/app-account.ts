import { Secret, TOTP, URI } from 'otpauth'
import { redact, reveal, type Redacted } from '../../../machines/index.ts'

/** An account in the built-in authenticator. */
export interface AppAccount {
  readonly issuer: string
  readonly label: string
  readonly uri: Redacted<string>
}

/** What the app shows of it now. */
export interface ShownCode {
  readonly code: string
  readonly secondsLeft: number
  readonly period: number
}

const accountOf = (totp: TOTP): AppAccount => ({
  issuer: totp.issuer,
  label: totp.label,
  uri: redact(totp.toString()),
})

/** The account that a scanned text stands for; null if it is no provisioning URI of a time-based code. */
export const accountOfUri = (text: string): AppAccount | null => {
  try {
    const parsed = URI.parse(text)
    return parsed instanceof TOTP ? accountOf(parsed) : null
  } catch {
    return null
  }
}

/** The account of a key that was typed; null if it is none. What is not typed is what apps take for granted. */
export const accountOfKey = (typed: string, label: string): AppAccount | null => {
  const key = typed.replaceAll(/[\s-]/g, '')
  if (!/^[A-Z2-7]{16,}=*$/i.test(key)) return null
  return accountOf(new TOTP({ secret: Secret.fromBase32(key.toUpperCase()), label }))
}

/** What an app shows at that time (RFC 6238). */
export const shownCode = ({ uri }: AppAccount, now: number): ShownCode => {
  const totp = URI.parse(reveal(uri))
  if (!(totp instanceof TOTP)) throw new TypeError('Only time-based accounts are kept')
  const { period } = totp
  return {
    code: totp.generate({ timestamp: now }),
    secondsLeft: period - (Math.floor(now / 1000) % period),
    period,
  }
}

const isSame = (a: AppAccount, b: AppAccount) => a.issuer === b.issuer && a.label === b.label

/** Adds an account, in place of one of the same name: a second one would be the one with the dead key. */
export const withAccount = (
  accounts: readonly AppAccount[],
  added: AppAccount,
): { readonly accounts: readonly AppAccount[]; readonly isReplaced: boolean } => {
  const others = accounts.filter((one) => !isSame(one, added))
  return { accounts: [added, ...others], isReplaced: others.length < accounts.length }
}
