/* oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-member-access -- Vite is installed with the example */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// What `mfa-enroll sandbox` printed, from the shell that runs Vite. An access token is a person's: in your
// application it comes from their session, never from a build.
const shown = ['GENAUTH_HOST', 'GENAUTH_APP_ID', 'GENAUTH_ACCESS_TOKEN']

// oxlint-disable-next-line import/no-default-export -- Vite asks for one.
export default defineConfig({
  plugins: [react()],
  define: Object.fromEntries(shown.map((name) => [`__${name}__`, JSON.stringify(process.env[name] ?? '')])),
})
