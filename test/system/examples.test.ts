// The examples of docs/examples as a newcomer meets them: copied, installed with the packed package, type-checked,
// built, started, and one factor enrolled through their page in Chromium. Wants a build, a registry and a browser.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openPage, startBrowser } from '../browser/chromium.ts'
import { enrollPhone } from './enrolling-by-text.ts'
import { freePort, installExample } from './installed-project.ts'
import { npm, packInto, startScript } from './npm.ts'

const names = ['react-vite', 'vue-vite', 'plain-html', 'host-machine'] as const
type Name = (typeof names)[number]

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-examples-'))
const projects = packInto(folder).then(async ({ tarball }) => {
  const installed = new Map<Name, string>()
  // One after the other: the first fills npm's cache for the rest.
  for (const name of names) installed.set(name, await installExample(name, folder, tarball))
  return installed
})
projects.catch(() => {})

const projectOf = async (name: Name): Promise<string> => {
  const project = (await projects).get(name)
  assert.ok(project)
  return project
}

const examples = suite<{ browser: Browser }>('the examples')

examples.before(async (context) => {
  context.browser = await startBrowser()
})
examples.after(async ({ browser }) => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

const newestCode = async (outbox: string): Promise<string> => {
  const sent: unknown = await (await fetch(outbox)).json()
  const code = Array.isArray(sent) ? sent.at(-1)?.code : undefined
  return typeof code === 'string' ? code : ''
}

// Lit says so while one develops, and only then.
const isOfDevelopment = (complaint: string) => complaint.startsWith('Lit is in dev mode')

/** Starts a script that serves a page, enrolls a phone there, and answers the policy that came with the page. */
const enrollAt = async (browser: Browser, project: string, script: string, args: readonly string[] = []) => {
  const running = startScript(project, script, args)
  try {
    const outbox = await running.printed(/arrive at (\S+)/)
    const address = await running.printed(/(?:Local|The page): +(\S+)/)
    const { page, complaints, close } = await openPage(browser, address)
    await enrollPhone(page, () => newestCode(outbox))
    assert.equal(
      complaints.filter((complaint) => !isOfDevelopment(complaint)),
      [],
    )
    await close()
    return (await fetch(address)).headers.get('content-security-policy')
  } finally {
    await running.end()
  }
}
const onFreePort = async () => ['--strictPort', '--host', '127.0.0.1', '--port', String(await freePort())]

for (const name of ['react-vite', 'vue-vite'] as const) {
  examples(`${name}: type-checks, builds, and enrolls under a strict policy`, async ({ browser }) => {
    const project = await projectOf(name)
    await npm(project, ['run', 'check'])
    await npm(project, ['run', 'build'])
    const policy = await enrollAt(browser, project, 'preview', await onFreePort())
    assert.match(policy ?? '', /^default-src 'none'; script-src 'self'; style-src 'self';/)
  })

  examples(`${name}: enrolls while one develops`, async ({ browser }) => {
    await enrollAt(browser, await projectOf(name), 'dev', await onFreePort())
  })
}

examples('vue-vite: a wrong property, event or method of the element does not type-check', async () => {
  const page = join(await projectOf('vue-vite'), 'src/SecurityPage.vue')
  const right = readFileSync(page, 'utf8')
  const mistakes = [
    [' :service ', ' :service="directory" '],
    ['@mfa-bound=', '@mfa-done='],
    ['start(', 'begin('],
  ] as const
  const wrong = mistakes.reduce((text, [from, to]) => text.replace(from, to), right)
  writeFileSync(page, wrong)
  try {
    const { stdout } = await npm(await projectOf('vue-vite'), ['run', 'check']).catch(
      (error: { readonly stdout: string }) => error,
    )
    assert.is(stdout.match(/SecurityPage\.vue\(\d+,\d+\): error/g)?.length, mistakes.length, stdout)
  } finally {
    writeFileSync(page, right)
  }
})

examples('plain-html: builds, and enrolls under a strict policy with Trusted Types', async ({ browser }) => {
  const policy = await enrollAt(browser, await projectOf('plain-html'), 'dev')
  assert.match(policy ?? '', /^default-src 'none'.*require-trusted-types-for 'script'/)
})

examples('host-machine: type-checks, and prints what its page says', async () => {
  const project = await projectOf('host-machine')
  await npm(project, ['run', 'check'])
  const { stdout } = await npm(project, ['run', '--silent', 'dev'])
  const [, promised] = /```text\n([^]*?)```/.exec(readFileSync(join(project, 'README.md'), 'utf8')) ?? []
  assert.is(stdout, promised)
})

examples.run()
