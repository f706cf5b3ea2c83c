import { createFactorDirectory, createGenAuthService, createPhotoUpload } from 'mfa-enrollment/genauth'
import 'mfa-enrollment/element'

const options = {
  host: 'http://127.0.0.1:4000', // yours is https://….genauth.ai
  appId: '6490abcdef0123456789abcd',
  getAccessToken: async ({ refresh }) => {
    const response = await fetch(`/session/token?refresh=${refresh}`)
    if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`) // can be tried again
    return response.ok ? response.text() : '' // '': signed out
  },
}

const enrollment = document.querySelector('mfa-enrollment')
enrollment.service = createGenAuthService(options)
enrollment.directory = createFactorDirectory(options)
enrollment.upload = createPhotoUpload(options)

enrollment.addEventListener('mfa-bound', ({ detail }) => {
  document.querySelector('#news').textContent = `${detail.factorType} protects this account now.`
})
