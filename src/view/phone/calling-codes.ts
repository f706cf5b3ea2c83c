// Regions (ISO 3166-1 alpha-2) with their country codes (ITU-T E.164), run together to stay small in pages.
const table =
  'AC247AD376AE971AF93AG1AI1AL355AM374AO244AR54AS1AT43AU61AW297AX358AZ994BA387BB1BD880BE32BF226BG359BH973' +
  'BI257BJ229BL590BM1BN673BO591BQ599BR55BS1BT975BW267BY375BZ501CA1CC61CD243CF236CG242CH41CI225CK682CL56' +
  'CM237CN86CO57CR506CU53CV238CW599CX61CY357CZ420DE49DJ253DK45DM1DO1DZ213EC593EE372EG20EH212ER291ES34ET251' +
  'FI358FJ679FK500FM691FO298FR33GA241GB44GD1GE995GF594GG44GH233GI350GL299GM220GN224GP590GQ240GR30GT502GU1' +
  'GW245GY592HK852HN504HR385HT509HU36ID62IE353IL972IM44IN91IO246IQ964IR98IS354IT39JE44JM1JO962JP81KE254' +
  'KG996KH855KI686KM269KN1KP850KR82KW965KY1KZ7LA856LB961LC1LI423LK94LR231LS266LT370LU352LV371LY218MA212' +
  'MC377MD373ME382MF590MG261MH692MK389ML223MM95MN976MO853MP1MQ596MR222MS1MT356MU230MV960MW265MX52MY60MZ258' +
  'NA264NC687NE227NF672NG234NI505NL31NO47NP977NR674NU683NZ64OM968PA507PE51PF689PG675PH63PK92PL48PM508PR1' +
  'PS970PT351PW680PY595QA974RE262RO40RS381RU7RW250SA966SB677SC248SD249SE46SG65SH290SI386SJ47SK421SL232' +
  'SM378SN221SO252SR597SS211ST239SV503SX1SY963SZ268TA290TC1TD235TG228TH66TJ992TK690TL670TM993TN216TO676' +
  'TR90TT1TV688TW886TZ255UA380UG256US1UY598UZ998VA39VC1VE58VG1VI1VN84VU678WF681WS685XK383YE967YT262ZA27' +
  'ZM260ZW263'

/** The country code of each region, with its plus sign: `CN` → `+86`. */
export const callingCodes: ReadonlyMap<string, string> = new Map(
  [...table.matchAll(/([A-Z]{2})(\d+)/g)].map(([, region = '', code = '']) => [region, `+${code}`]),
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
