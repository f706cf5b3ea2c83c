import { startSandbox } from 'mfa-enrollment/sandbox'

const serve = async ({ middlewares }) => {
  // Vite reads this file anew whenever it restarts; the sandbox goes on.
  globalThis.sandbox ??= startSandbox({ port: 4000, appId: '6490abcdef0123456789abcd' })
  const { outbox, sandbox } = await globalThis.sandbox
  middlewares.use('/session/token', (_request, response) => response.end(sandbox.signIn()))
  console.log(`Codes by SMS and e-mail arrive at ${outbox}`)
}

/** Stands in for GenAuth, and for your server, which knows who is signed in. Leave it out of your application. */
export const sandbox = () => ({ name: 'sandbox', configureServer: serve, configurePreviewServer: serve })
