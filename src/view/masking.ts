import * as E from '#fp-ts/Either'
import { Choice, reveal, type EnrolledFactor } from '../../machines/index.ts'
import { plainText } from './plain-text.ts'

const maskPhone = (phoneNumber: string, phoneCountryCode: string | undefined): string => {
  const shownFirst = Math.max(0, Math.min(3, phoneNumber.length - 6))
  const shownLast = Math.min(4, Math.max(2, phoneNumber.length - 7))
  const masked = `${phoneNumber.slice(0, shownFirst)}****${phoneNumber.slice(-shownLast)}`
  return phoneCountryCode === undefined ? masked : `${phoneCountryCode} ${masked}`
}

const maskEmail = (email: string): string => {
  const [local = '', domain = ''] = plainText(email).split('@')
  const [first = ''] = local
  // The length of the local part is hidden as well.
  return `${first}***@${domain}`
}

/** Where the code goes, recognisable to its owner and useless to others: `+86 188****0000`, `a***@example.com`. */
export const maskedDestinationOf = (choice: Choice | null): string | null => {
  if (choice === null) return null
  switch (choice.factorType) {
    case 'SMS': {
      const { phoneNumber, phoneCountryCode } = reveal(choice.profile)
      return maskPhone(phoneNumber, phoneCountryCode)
    }
    case 'EMAIL':
      return maskEmail(reveal(choice.profile).email)
    case 'OTP':
    case 'FACE':
      return null
  }
}

/** Servers write an empty text where they have no country code. */
const withoutEmpty = (profile: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== ''))

/** Where the codes of a factor in the account's list go, masked likewise; null where the list does not say, or says what is no number or address. */
export const maskedDestinationOfFactor = ({
  factorType,
  profile,
  maskedDestination,
}: EnrolledFactor & { readonly maskedDestination?: string | null }): string | null => {
  // A server of ours has masked it already, and kept the rest to itself.
  if (maskedDestination !== undefined) return maskedDestination && plainText(maskedDestination)
  const choice = Choice.decode({ factorType, profile: withoutEmpty(reveal(profile)) })
  return E.isRight(choice) ? maskedDestinationOf(choice.right) : null
}
