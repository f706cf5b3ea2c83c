import type { PhoneProfile } from '../../machines/index.ts'
import { phoneProfileOf } from '../view/index.ts'

/**
 * Makes a profile of a typed number and the country code beside it (`'+86'`); null if it is no phone number.
 * A number may have been typed or filled in with a country code of its own.
 */
export type ParsePhone = (typed: string, countryCode: string) => PhoneProfile | null

export const parsePhoneNumber: ParsePhone = (typed, countryCode) => {
  const parsed = phoneProfileOf(typed, countryCode)
  return parsed._tag === 'Right' ? parsed.right : null
}
