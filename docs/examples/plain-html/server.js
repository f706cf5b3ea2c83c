// In place of your server: serves the page under a strict policy, and knows who is signed in.
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { startSandbox } from 'mfa-enrollment/sandbox'

const { url, outbox, sandbox } = await startSandbox({ port: 4000, appId: '6490abcdef0123456789abcd' })

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:', // the icon
  `connect-src 'self' ${url}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

const app = new Hono()
app.use(async (context, next) => {
  context.header('content-security-policy', policy)
  await next()
})
app.get('/session/token', (context) => context.text(sandbox.signIn()))
app.use(serveStatic({ root: 'public' }))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 3000 }, ({ port }) => {
  console.log(`The page: http://127.0.0.1:${port}`)
  console.log(`Codes by SMS and e-mail arrive at ${outbox}`)
})
