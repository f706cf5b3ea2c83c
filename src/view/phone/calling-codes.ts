/**
 * Country codes (ITU-T E.164) in ascending order, each with how many digits a mobile number there has, without the
 * code, and with its regions (ISO 3166-1 alpha-2), the main one first; run together to stay small in pages. A code
 * stands as the step from the one before, and a step of 1 is left out; lengths are letters, `a` for 1, with ranges.
 *
 * `6jRUKZ` after +1: country code 7, 10 digits, Russia and Kazakhstan. `ijIT`: 9 or 10 digits.
 */
const table =
  'jUSAGAIASBBBMBSCADMDOGDGUJMKNKYLCMPMSPRSXTCTTVCVGVI6jRUKZ13jEG7e-iZA3jGRikNLiBEiFRiES2iHU3ijITVAiROiCH2g-m' +
  'ATjGBGGIMJEhDKiSEhNOSJiPLjkDE2iPEjMXhCUjkARjkBRiCLjCOjVE2ijMYiAUCCCXi-lIDjPHh-jNZhSGiTH15jJPijKR2iVN2kCN4j' +
  'TRjINjPKiAFiLKg-jMM3jIR113iSSiMAEHiDZ3hTN2iLY2giGMiSNhMRhMLiGNjCIhBFhNEhTGjBJhMUgiLRhSLiGHjNGhTDhCFiCMgCVg' +
  'STiGQghGAiCGgiCDiAOiGWgIOeACgSCiSDiRWiETg-iSOhDJiKEiTZiUGhBIiMZ2iZMiMGiREYTiZWiNAiMWhLShBWhSZgKM21deSHTAgE' +
  'R6gAWfFOfGL51hGIiPTiLUiIEgiISiALhMThCYf-jFIAXhiBG11hLThLVghEEhMDhAMiBYfiADhiMChSM2iUAh-jRShMEhXK2hiHRhSIhi' +
  'BA2hMK31iCZiSK2giLI77eFKgBZhGThSVhHNhNIhCRghPAfiPMhHT81iGPBLMFhBOgGYiECiGFiPYiMQgSRhUYghCWBQ71hTL2fNFgBNgN' +
  'RhPGgTOegSBgVUgFJgPWfWFeCKdgNU2gjWShKIfNCfgTVhPFd-gTKgFMgMH158jKP2hHKhMO2hiKHijLA24jBD6iTW74gMVghLBiJOiSYj' +
  'IQhKWiSAiYEhOM2iPSiAEiILhBHhQAhBThMNjNP15iTJhTMiAZiGEiKG2iUZ'

interface Plan {
  readonly code: string
  readonly lengths: string
  readonly regions: readonly string[]
}

const readTable = (): readonly Plan[] => {
  let code = 0
  return [...table.matchAll(/(\d*)([a-z-]+)([A-Z]+)/g)].map(([, step, lengths = '', regions = '']) => {
    code += Number(step || 1)
    return { code: `+${code}`, lengths, regions: regions.match(/../g) ?? [] }
  })
}

// Marked as pure: a page that asks for no number drops them all.
const plans = /* @__PURE__ */ readTable()

/** The country code of each region, with its plus sign: `CN` → `+86`. */
export const callingCodes: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ plans.flatMap(({ code, regions }) => regions.map((region) => [region, code] as const)),
)

/** The region a country code stands for first, `US` for `+1`; undefined for a code that no country has. */
export const mainRegionOf = (countryCode: string): string | undefined =>
  plans.find(({ code }) => code === countryCode)?.regions[0]

/** True if a mobile number with that country code may have so many digits after it. */
export const mayHaveLength = (countryCode: string, digits: number): boolean =>
  plans.some(
    ({ code, lengths }) =>
      code === countryCode && new RegExp(`[${lengths}]`).test(String.fromCharCode(96 + digits)),
  )

const regionOf = (language: string): string | undefined => {
  try {
    return new Intl.Locale(language).maximize().region
  } catch {
    return undefined
  }
}

/**
 * The region a person's phone number is likely from, by their languages in order of preference; null if none tells.
 *
 * @example
 * likelyRegion(navigator.languages) // 'DE'
 */
export const likelyRegion = (languages: readonly string[]): string | null =>
  languages.map(regionOf).find((region) => region !== undefined && callingCodes.has(region)) ?? null

/**
 * The region that is offered first: the one asked for, if there is such, else the likely one, else China, which is
 * the server's own default.
 *
 * @example
 * offeredRegion(undefined, navigator.languages) // 'DE'
 */
export const offeredRegion = (asked: string | null | undefined, languages: readonly string[]): string => {
  const region = asked?.toUpperCase() ?? ''
  return callingCodes.has(region) ? region : (likelyRegion(languages) ?? 'CN')
}

/** A region to choose from: `{ region: 'DE', name: 'Germany', code: '+49' }`. */
export interface PhoneRegion {
  readonly region: string
  readonly name: string
  readonly code: string
}

/** Every region with a country code, named and sorted in a language. */
export const phoneRegions = (language: string): readonly PhoneRegion[] => {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const { compare } = new Intl.Collator(language)
  return [...callingCodes]
    .map(([region, code]) => ({ region, name: names.of(region) ?? region, code }))
    .sort((one, other) => compare(one.name, other.name))
}
