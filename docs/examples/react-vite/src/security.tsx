import { createFactorDirectory, createGenAuthService, createPhotoUpload } from 'mfa-enrollment/genauth'
import { EnrollmentFlow, EnrollmentTexts, useFactorDirectory } from 'mfa-enrollment/react'
import { useState } from 'react'
import { options } from './genauth.ts'

const service = createGenAuthService(options)
const factors = createFactorDirectory(options)
const upload = createPhotoUpload(options)

/** The whole of it: a list, an enrollment, two languages. */
export const Security = () => {
  const [locale, setLocale] = useState<'en' | 'zh-CN'>('en')
  const directory = useFactorDirectory(factors)
  return (
    <EnrollmentTexts locale={locale}>
      <h1>Account security</h1>
      <button type="button" onClick={() => setLocale(locale === 'en' ? 'zh-CN' : 'en')}>
        {locale === 'en' ? '简体中文' : 'English'}
      </button>
      <EnrollmentFlow
        source={{ service, storageKey: 'enrollment' }}
        directory={directory}
        upload={upload}
        className="card"
        codeLength={6}
        issuer="Sandbox"
      />
    </EnrollmentTexts>
  )
}
