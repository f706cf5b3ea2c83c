// What a page of a product would hold: the element, given its service by the page's own settings. Built by
// element-page.ts and served under a strict Content-Security-Policy.
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../src/genauth/index.ts'
import '../../src/element/index.ts'

const settings = new URL(location.href).searchParams
const given = (name: string) => settings.get(name) ?? ''

const element = document.createElement('mfa-enrollment')
// The sandbox's token comes in a response of the page's own server, as a session would: once, or for every call.
const tokenNow = async () => {
  const response = await fetch('/token')
  if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`)
  return response.ok ? response.text() : ''
}
const token = await tokenNow()
const options = {
  host: given('host'),
  appId: given('app'),
  getAccessToken: settings.has('fetch-token') ? tokenNow : () => Promise.resolve(token),
}
element.service = createGenAuthService(options)
element.upload = createPhotoUpload(options)
if (settings.has('directory')) element.directory = createFactorDirectory(options)
for (const name of ['lang', 'theme', 'code-length', 'storage-key', 'dir'])
  if (settings.has(name)) element.setAttribute(name, given(name))

const log: unknown[] = []
for (const type of ['mfa-state', 'mfa-bound', 'mfa-done', 'mfa-cancelled', 'mfa-error'] as const)
  document.addEventListener(type, (event) => log.push({ type, detail: event.detail }))
Object.assign(globalThis, { events: log })

document.querySelector('main')?.append(element)
