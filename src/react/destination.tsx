'use client'
import type { ReactElement } from 'react'
import { useFlow } from './flow.tsx'
import { lazyPart } from './lazy-part.tsx'
import type { DestinationProps } from './destination-form.tsx'

// With the table of country codes, which an app or a face does not need.
const DestinationForm = lazyPart(() => import('./destination-form.tsx'), 'DestinationForm')

/**
 * Where a code should go: a phone number with its country code, or an e-mail address.
 *
 * @example
 * import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
 *
 * const parsePhone: ParsePhone = (typed, _countryCode, region) => {
 *   const parsed = parsePhoneNumberFromString(typed, isSupportedCountry(region) ? region : undefined)
 *   return parsed?.isPossible() === true
 *     ? { phoneNumber: parsed.nationalNumber, phoneCountryCode: `+${parsed.countryCallingCode}` }
 *     : null
 * }
 * <Destination region="DE" parsePhone={parsePhone} />
 */
export const Destination = (props: DestinationProps): ReactElement | null => {
  const { isPicking, picked } = useFlow()
  // Another factor is another form, without the problem of the first.
  return isPicking && (picked === 'SMS' || picked === 'EMAIL') ? (
    <DestinationForm key={picked} factorType={picked} {...props} />
  ) : null
}
