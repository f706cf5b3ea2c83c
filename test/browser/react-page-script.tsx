// What a page of a product would hold: a settings page of EnrollmentFlow under StrictMode. Built by
// served-page.ts and served under a strict Content-Security-Policy.
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { EnrollmentState } from '../../machines/index.ts'
import {
  createRemoteDirectory,
  createRemoteEnrollment,
  createRemotePhotoUpload,
} from '../../src/client/index.ts'
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../src/genauth/index.ts'
import {
  EnrollmentFlow,
  EnrollmentTexts,
  useEnrollment,
  useFactorDirectory,
  type EnrollmentFlowProps,
} from '../../src/react/index.ts'

const settings = new URL(location.href).searchParams
const given = (name: string) => settings.get(name) ?? ''

// The sandbox's token comes in a response of the page's own server, as a session would.
const token = await (await fetch('/token')).text()
const options = { host: given('host'), appId: given('app'), getAccessToken: () => Promise.resolve(token) }
const service = createGenAuthService(options)
/** As docs/frontend.md has it, where a server runs the enrollments. */
const server = settings.has('server')
  ? { url: given('server'), getAccessToken: options.getAccessToken }
  : null
const factors = server === null ? createFactorDirectory(options) : createRemoteDirectory(server)
const upload = server === null ? createPhotoUpload(options) : createRemotePhotoUpload(server)

const states: EnrollmentState[] = []
Object.assign(globalThis, { states, ownPrints: 0 })
const printOwn = () =>
  Object.assign(globalThis, { ownPrints: Number(Reflect.get(globalThis, 'ownPrints')) + 1 })

/** A camera of the host's own: a picture that is there already. */
const DrawnCamera = ({ take }: { readonly take: (picture: Blob) => void }) => (
  <button
    type="button"
    data-mfa-part="own-camera"
    onClick={() => {
      const canvas = document.createElement('canvas')
      canvas.width = 640
      canvas.height = 480
      canvas.toBlob((picture) => picture !== null && take(picture))
    }}
  >
    Take a picture
  </button>
)

const common: Omit<EnrollmentFlowProps, 'source'> = {
  upload,
  className: 'card',
  issuer: 'Sandbox',
  ...(settings.has('code-length') && { codeLength: Number(given('code-length')) }),
  ...(settings.has('own-print') && { onPrint: printOwn }),
  ...(settings.has('own-camera') && { renderCamera: (take) => <DrawnCamera take={take} /> }),
}

const Plain = () => {
  const directory = useFactorDirectory(factors)
  return <EnrollmentFlow {...common} source={{ service }} directory={directory} />
}

const AtServer = () => {
  const directory = useFactorDirectory(factors)
  const make = () => createRemoteEnrollment({ url: '', ...server, storageKey: 'enrollment' })
  return <EnrollmentFlow {...common} source={make} directory={directory} />
}

/** As docs/frontend.md has it for reloads. */
const Resumed = () => {
  const { view, enrollment } = useEnrollment({ service, storageKey: 'enrollment' })
  useEffect(() => {
    states.push(view.state)
  }, [view])
  return <EnrollmentFlow {...common} source={enrollment} choices={['OTP', 'SMS', 'EMAIL', 'FACE']} />
}

const Security = () => {
  const [isShown, setShown] = useState(true)
  return (
    <EnrollmentTexts locale={given('lang') === 'zh-CN' ? 'zh-CN' : 'en'}>
      <h1>Account security</h1>
      {settings.has('closable') && (
        <button type="button" data-mfa-part="toggle" onClick={() => setShown(!isShown)}>
          Hide or show
        </button>
      )}
      {isShown && (settings.has('stored') ? <Resumed /> : server === null ? <Plain /> : <AtServer />)}
    </EnrollmentTexts>
  )
}

document.documentElement.lang = given('lang') || 'en'
if (settings.has('dir')) document.documentElement.dir = given('dir')
const page = document.querySelector('main')
if (page !== null)
  createRoot(page).render(
    <StrictMode>
      <Security />
    </StrictMode>,
  )
