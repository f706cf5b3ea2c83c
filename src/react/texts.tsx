'use client'
import { createContext, useContext, useMemo, type ReactElement, type ReactNode } from 'react'
import { textsOf, type EnrollmentLocale, type TextOverrides, type Texts } from '../view/index.ts'

const Context = createContext(textsOf('en'))

/** The texts in force; English without `EnrollmentTexts`. */
export const useTexts = (): Texts => useContext(Context)

export interface EnrollmentTextsProps {
  /** English by default. */
  readonly locale?: EnrollmentLocale
  /** Make it once, outside the component: a new object means new texts for all parts. */
  readonly overrides?: TextOverrides
  /** The `lang` to state where `overrides` translate into a language of your own. */
  readonly lang?: string
  readonly children?: ReactNode
}

/**
 * The language of all parts within.
 *
 * @example
 * <EnrollmentTexts locale="zh-CN" overrides={{ words: { confirm: '验证' } }}>
 *   <EnrollmentFlow source={{ service }} choices={['OTP', 'SMS']} />
 * </EnrollmentTexts>
 */
export const EnrollmentTexts = ({
  locale = 'en',
  overrides,
  lang = locale,
  children,
}: EnrollmentTextsProps): ReactElement => {
  const texts = useMemo(() => ({ ...textsOf(locale, overrides), locale: lang }), [locale, overrides, lang])
  return <Context.Provider value={texts}>{children}</Context.Provider>
}
