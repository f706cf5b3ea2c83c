// What docs/frontend.md says of Svelte and of Playwright, run as it stands there: the blocks that name their file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { freePort, installFiles } from './installed-project.ts'
import { npm, packInto } from './npm.ts'

const page = readFileSync('docs/frontend.md', 'utf8')
const blocks = Object.fromEntries(
  [...page.matchAll(/^```\w+ (\S+\.\w+)\n([^]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text]),
)
const block = (name: string): string => {
  const text = blocks[name]
  assert.ok(text, `docs/frontend.md has no block ${name}`)
  return text
}

const html = `<!doctype html><html lang="en"><head><title>Account security</title><link rel="icon" href="data:,"></head>
<body><main></main><script type="module" src="/main.ts"></script></body></html>`
const script = `import { mount } from 'svelte'
import Security from './Security.svelte'

const target = document.querySelector('main')
if (target !== null) mount(Security, { target })`
const compilerOptions = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: [],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
}
const browser = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
}

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-frontend-'))
const ready = (async () => {
  const [sandboxPort, pagePort] = [await freePort(), await freePort()]
  const moved = (text: string) => text.replaceAll('4000', String(sandboxPort))
  const files = {
    'package.json': JSON.stringify({ name: 'frontend-recipes', private: true, type: 'module' }),
    'index.html': html,
    'main.ts': script,
    'Security.svelte': block('Security.svelte'),
    'mfa-enrollment.d.ts': block('mfa-enrollment.d.ts'),
    'security.spec.js': moved(block('security.spec.js')),
    'genauth.ts': moved(readFileSync('docs/examples/vue-vite/src/genauth.ts', 'utf8')),
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts', '*.svelte'] }),
    'vite.config.js': `import { svelte } from '@sveltejs/vite-plugin-svelte'\nexport default { plugins: [svelte()] }`,
    'playwright.config.js': `export default ${JSON.stringify({
      workers: 1,
      reporter: 'line',
      use: { baseURL: `http://127.0.0.1:${pagePort}`, launchOptions: browser },
      webServer: {
        command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --strictPort --port ${pagePort}`,
        url: `http://127.0.0.1:${pagePort}`,
      },
    })}`,
  }
  const { devDependencies: ours } = manifest
  await installFiles(folder, files, [
    (await packInto(folder)).tarball,
    ...(['fp-ts', 'io-ts', 'lit', 'xstate', 'hono', '@hono/node-server', 'otpauth'] as const).map(
      (name) => `${name}@${ours[name]}`,
    ),
    `@playwright/test@${ours['playwright-core']}`,
    'svelte@5',
    '@sveltejs/vite-plugin-svelte@7',
    'svelte-check@4',
    'vite@8',
    'typescript@6',
  ])
})()
ready.catch(() => {})

const recipes = suite('the recipes of docs/frontend.md')
recipes.after(() => rmSync(folder, { recursive: true, force: true }))

const svelteCheck = async (): Promise<string> => {
  const { stdout } = await npm(folder, ['exec', 'svelte-check']).catch(
    (error: { readonly stdout: string }) => error,
  )
  return stdout
}

recipes('the Svelte component type-checks, and would not with a wrong service or event', async () => {
  await ready
  assert.match(await svelteCheck(), /found 0 errors/)
  const wrong = block('Security.svelte')
    .replace(' {service}', ' service={directory}')
    .replace('onmfa-bound', 'onmfa-done')
  writeFileSync(join(folder, 'Wrong.svelte'), wrong)
  assert.match(await svelteCheck(), /found 2 errors/)
  rmSync(join(folder, 'Wrong.svelte'))
})

recipes('the Playwright tests pass against the page that Vite makes of it', async () => {
  await ready
  await npm(folder, ['exec', 'vite', 'build'])
  const { stdout } = await npm(folder, ['exec', 'playwright', 'test']).catch(
    (error: { readonly stdout: string }) => error,
  )
  assert.match(stdout, /\b2 passed/)
})

recipes.run()
