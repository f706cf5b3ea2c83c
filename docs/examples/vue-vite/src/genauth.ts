import type { GenAuthOptions } from 'mfa-enrollment/genauth'

/** Your user pool's application, and the way to the access token of the person who is signed in. */
export const options: GenAuthOptions = {
  host: 'http://127.0.0.1:4000', // yours is https://….genauth.ai
  appId: '6490abcdef0123456789abcd',
  getAccessToken: async ({ refresh }) => {
    const response = await fetch(`/session/token?refresh=${refresh}`)
    if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`) // can be tried again
    return response.ok ? response.text() : '' // '': signed out
  },
}
