// @xstate/inspect as users get it: in the packed package, beside XState 5, with nothing of XState 4 installed.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import workspace from '../../src/inspect/v4/package.json' with { type: 'json' }
import { openViewer } from '../inspect/xstate-v4/viewer.ts'
import { npm } from './npm.ts'
import { createPacking } from './packing.ts'

const { packing, consumer, remove } = createPacking('inspect-package')
const installing = consumer('beside-xstate-5', 'all peers')
installing.catch(() => {})

const inspect = suite('@xstate/inspect in the packed package')
inspect.after(remove)

const ours = (project: string, path = '') => join(project, 'node_modules', manifest.name, path)

const filesBelow = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

inspect('is one file and its notices; the workspace is not in the tarball, and not wanted', async () => {
  const { files } = await packing
  assert.equal(files.filter((path) => /\/v4\//.test(path)).toSorted(), [
    'dist/src/inspect/v4/index.js',
    'dist/src/inspect/v4/third-party-notices.md',
  ])
})

inspect('installs beside XState 5 under --strict-peer-deps, and npm ls has nothing to say', async () => {
  const { project, warnings } = await installing
  assert.equal(warnings, [])
  await npm(project, ['ls', '--all'])
  const { stdout } = await npm(project, ['ls', 'xstate', '--all', '--parseable', '--long'])
  const versions = stdout.match(/\bxstate@[\d.]+/g) ?? []
  assert.ok(versions.length > 0)
  assert.equal(
    versions.filter((version) => !version.startsWith('xstate@5.')),
    [],
  )
  assert.not.ok(existsSync(join(project, 'node_modules/@xstate')))
  assert.not.ok(existsSync(ours(project, 'node_modules')))
})

inspect('no file of it imports @xstate/inspect, and no declaration names it', async () => {
  const { project } = await installing
  const files = filesBelow(ours(project, 'dist'), /\.(?:js|d\.ts)$/)
  assert.ok(files.length > 100)
  const naming = /(?:from|import|require)\s*\(?\s*['"]@xstate\/inspect/
  assert.equal(
    files.filter(({ text }) => naming.test(text)).map(({ name }) => name),
    [],
  )
})

inspect('what is bundled is named with its version and its license', async () => {
  const { project } = await installing
  const notices = readFileSync(ours(project, 'dist/src/inspect/v4/third-party-notices.md'), 'utf8')
  const { xstate, '@xstate/inspect': inspector } = workspace.dependencies
  for (const title of [
    `xstate ${xstate}`,
    `@xstate/inspect ${inspector}`,
    'fast-safe-stringify 2.1.1',
    'Within these packages',
  ]) {
    assert.ok(notices.includes(`\n## ${title}`), title)
  }
  assert.is(notices.match(/^The MIT License/gm)?.length, 3)
  assert.ok(notices.includes('Copyright (c) 2015 David Khourshid'))
  assert.ok(notices.includes('Copyright (c) Microsoft Corporation'))
})

/** A host: an enrollment in a sandbox, which says where it is inspected and what code was sent. */
const host = `
import { createEnrollment } from '${manifest.name}'
import { inspectEnrollment, inspectInPage } from '${manifest.name}/inspect'
import { inspectOverWebSocket } from '${manifest.name}/inspect/node'
import { createSandbox } from '${manifest.name}/sandbox'

const sandbox = createSandbox()
const inspection = inspectEnrollment()
const inspector = await inspectOverWebSocket({ inspection, port: 0 })
const enrollment = createEnrollment({
  service: sandbox.service(),
  inspect: inspection.inspect,
  onEnd: async ({ status }) => {
    await inspector.close()
    console.log(JSON.stringify({ status, xstate: '__xstate__' in globalThis, inspectInPage: typeof inspectInPage }))
  },
})
enrollment.subscribe(({ state }) => {
  if (state === 'awaitingCode') console.log(JSON.stringify({ code: sandbox.outbox.at(-1).code }))
})
console.log(JSON.stringify({ server: inspector.server }))
`

inspect('runs: a viewer made of @xstate/inspect takes an enrollment from its start to done', async () => {
  const { project } = await installing
  writeFileSync(join(project, 'host.js'), host)
  const child = spawn(process.execPath, ['host.js'], { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const printed = async (): Promise<Readonly<Record<string, string>>> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`The host ended: ${complaints}`)
    return JSON.parse(value)
  }
  try {
    const viewer = await openViewer((await printed())['server'] ?? '')
    await viewer.registered()
    assert.ok(viewer.of('service.register')[0]?.machine.stateIds.includes('enrollment.reconciling.asking'))
    const profile = { phoneNumber: '18800001234' }
    viewer.send({ type: 'factor.chosen', factorType: 'SMS', profile })
    const { code = '' } = await printed()
    viewer.send({ type: 'xstate.done.actor.enrollFactor', output: { bound: true } })
    viewer.send({ type: 'code.submitted', passCode: code })
    assert.equal(await printed(), { status: 'done', xstate: false, inspectInPage: 'function' })
    await viewer.until(() => viewer.of('service.stop').length > 0)
    assert.equal(
      viewer.states().map(({ value }) => value),
      ['idle', 'requesting', 'awaitingCode', 'binding', 'done'],
    )
    assert.not.ok(viewer.incoming().includes(profile.phoneNumber))
    assert.not.match(viewer.incoming(), new RegExp(`(?<!\\d)${code}(?!\\d)`))
    assert.is(await ended, 0)
    assert.is(complaints, '')
  } finally {
    child.kill()
  }
})

inspect.run()
