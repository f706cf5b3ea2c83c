import type { PhoneProfile } from '../../machines/index.ts'
import { phoneProfileOf } from '../view/index.ts'

/**
 * Makes a profile of a typed number and the country code beside it (`'+86'`), with the region it was chosen by
 * (`'CN'`), for many regions share `+1`; null if it is no phone number. A number may have been typed or filled in
 * with a country code of its own.
 */
export type ParsePhone = (typed: string, countryCode: string, region: string) => PhoneProfile | null

export const parsePhoneNumber: ParsePhone = (typed, _countryCode, region) => {
  const parsed = phoneProfileOf(typed, region)
  return parsed._tag === 'Right' ? parsed.right : null
}
