import { phoneRegions } from '../../view/index.ts'

let codes: ReadonlySet<string> | undefined
const isCallingCode = (code: string): boolean => {
  codes ??= new Set(phoneRegions('en').map((region) => region.code))
  return codes.has(code)
}

/**
 * The country code that a phone number really begins with, whatever was given as its code: `+4` and `41…` are
 * Switzerland's `+41`. Codes are prefix-free (ITU-T E.164 section 6.2.1), so the first that fits is the one. Null if
 * none fits.
 *
 * @example
 * callingCodeOf('+8618800000000') // '+86'
 */
export const callingCodeOf = (target: string): string | null =>
  [2, 3, 4].map((length) => target.slice(0, length)).find(isCallingCode) ?? null
