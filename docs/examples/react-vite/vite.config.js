import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { sandbox } from './sandbox.js'

// As your server would send it. Not while developing: what Vite adds to the page then are inline scripts and styles.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:', // the icon
  "connect-src 'self' http://127.0.0.1:4000", // your server, and GenAuth
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

export default defineConfig({
  plugins: [react(), sandbox()],
  preview: { headers: { 'content-security-policy': policy } },
})
