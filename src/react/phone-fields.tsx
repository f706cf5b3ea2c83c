'use client'
import { useMemo, useState, type InputHTMLAttributes, type ReactElement, type Ref } from 'react'
import { offeredRegion, phoneRegions, regionTyped } from '../view/index.ts'
import { useTexts } from './texts.tsx'

interface PhoneFieldsProps {
  readonly region: string | undefined
  /** The host tells numbers with a country code apart, so browsers may fill in such. */
  readonly isWhole: boolean
  readonly asked: InputHTMLAttributes<HTMLInputElement> & { readonly ref: Ref<HTMLInputElement> }
}

/** A country code and a number, each in a field of its own. */
export const PhoneFields = ({ region, isWhole, asked }: PhoneFieldsProps): ReactElement => {
  const { words, locale } = useTexts()
  const regions = useMemo(() => phoneRegions(locale), [locale])
  const [chosen, setChosen] = useState(() => offeredRegion(region, [...navigator.languages, locale]))
  const code = regions.find((each) => each.region === chosen)?.code
  return (
    <>
      <label data-mfa-part="field">
        <span data-mfa-part="label">{words.country}</span>
        <select
          data-mfa-part="country"
          autoComplete="tel-country-code"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {regions.map((each) => (
            <option key={each.region} value={each.region}>{`${each.name} (${each.code})`}</option>
          ))}
        </select>
        <input data-mfa-part="country-code" type="hidden" value={code} readOnly />
      </label>
      <label data-mfa-part="field">
        <span data-mfa-part="label">{words.phoneNumber}</span>
        <input
          data-mfa-part="phone"
          type="tel"
          inputMode="tel"
          autoComplete={isWhole ? 'tel' : 'tel-national'}
          onInput={({ currentTarget }) => setChosen((now) => regionTyped(currentTarget.value, now))}
          {...asked}
        />
      </label>
    </>
  )
}
