// One version, and one key, after the other: each at an address of its own, registered behind the one before.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newSealingKey, UnreadableEnrollmentError, type SealingKey } from '../../src/durable/index.ts'
import {
  enrollmentEndpoint,
  registerEnrollments,
  RegistrationError,
  type RunningEndpoint,
} from '../../src/restate/index.ts'
import { soon, startRestateSetting, type RestateSetting } from './restate-setting.ts'

const deployments = suite('deployments behind Restate')

let setting: RestateSetting
const running: RunningEndpoint[] = []
const next = newSealingKey()
const defects: unknown[] = []

const listen = async (keys: readonly SealingKey[], port = 0) => {
  const endpoint = enrollmentEndpoint({
    keys,
    onDefect: (defect) => defects.push(defect),
    service: setting.service,
  })
  const one = await endpoint.listen({ port })
  running.push(one)
  return one
}

const uriOf = ({ port }: RunningEndpoint) => `http://127.0.0.1:${port}`

const deploy = async (keys: readonly SealingKey[]) => {
  const one = await listen(keys)
  const { warning } = await registerEnrollments({ admin: setting.server.admin, uri: uriOf(one) })
  assert.is(warning, null)
  return one
}

deployments.before(async () => {
  setting = await startRestateSetting()
})

deployments.after(async () => {
  await setting.close()
  for (const one of running) await one.close({ graceMs: 0 })
})

deployments('before one is registered, the engine says what is missing', async () => {
  const failure = await setting.createSms('too-early').then(
    () => '',
    (error: unknown) => String(error),
  )
  assert.match(failure, /start the service and register it/)
})

deployments('an enrollment of the one before goes on at the next, which has a newer key', async () => {
  const { createSms, reaches, lastCode, keys, engineWith, accessToken } = setting
  const before = await deploy(keys)
  await createSms('moved')
  await reaches('moved', 'awaitingCode')
  await deploy([next, ...keys])
  await before.close()
  const engine = engineWith({ keys: [next, ...keys] })
  const command = { type: 'code.submitted', passCode: lastCode() } as const
  assert.ok((await engine.send('moved', command, { accessToken }))?.accepted)
  while ((await engine.view('moved', { accessToken }))?.state !== 'done');
})

deployments('without the key of an enrollment nobody can read it, and everybody can erase it', async () => {
  const { createSms, reaches, keys, engineWith } = setting
  await deploy(keys)
  await createSms('left-behind')
  await reaches('left-behind', 'awaitingCode')
  await deploy([next])
  const engine = engineWith({ keys: [next] })
  for (const asked of [
    () => engine.view('left-behind'),
    () => engine.send('left-behind', { type: 'enrollment.cancelled' }),
    () => engine.create({ enrollmentId: 'left-behind' }),
  ]) {
    const failure = await asked().then(
      () => null,
      (error: unknown) => error,
    )
    assert.instance(failure, UnreadableEnrollmentError)
    assert.match(String(failure), new RegExp(`sealed with key ${keys[0].id}`))
  }
  assert.match(engine.health().unreadable ?? '', /Add it behind the newest one/)
  assert.is(await engine.erase('left-behind'), true)
  assert.is(await engine.view('left-behind'), null)
})

deployments('a call whose message was sealed with a key that is not there: its process says so', async () => {
  const { createSms, engineWith, accessToken, keys, sandbox } = setting
  const before = await deploy(keys)
  const { port } = before
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 1_500, times: 1 })
  await createSms('sealed-before')
  while (sandbox.faults.list().length > 0) await soon()
  await before.close({ graceMs: 0 })
  const without = await listen([next], port)
  const isUnreadable = (defect: unknown) =>
    defect instanceof UnreadableEnrollmentError && defect.id === 'sealed-before'
  while (!defects.some(isUnreadable)) await soon()
  assert.match(String(defects.find(isUnreadable)), new RegExp(`sealed with key ${keys[0].id}`))
  await without.close({ graceMs: 0 })
  // With the key it goes on: the process that asked for the message is gone, so it must not be sent again.
  await listen([next, ...keys], port)
  const engine = engineWith({ keys: [next, ...keys] })
  while ((await engine.view('sealed-before', { accessToken }))?.state !== 'idle') await soon()
})

deployments(
  'what was registered before is told that another is newer, and may become the newest again',
  async () => {
    const { keys, server } = setting
    const { admin } = server
    const [older, newer] = [await deploy(keys), await deploy(keys)]
    const again = await registerEnrollments({ admin, uri: uriOf(older) })
    assert.match(again.warning ?? '', new RegExp(`asks the service at ${uriOf(newer)}.* for whatever is new`))
    assert.match(again.warning ?? '', /register it with force: curl/)
    const back = await registerEnrollments({ admin, uri: uriOf(older), force: true })
    assert.equal(back, { deploymentId: again.deploymentId, warning: null })
    assert.match((await registerEnrollments({ admin, uri: uriOf(newer) })).warning ?? '', uriOf(older))
    await registerEnrollments({ admin, uri: uriOf(newer), force: true })
  },
)

/** The commands that the guide has for this, with what the reader puts in. */
const guide = async (index: number, values: Readonly<Record<string, string>>): Promise<string> => {
  const page = readFileSync('docs/restate.md', 'utf8')
  const upgrades = page.slice(page.indexOf('## Upgrades'), page.indexOf('## Sizing'))
  const blocks = [...upgrades.matchAll(/^( *)```sh\n([^]*?)^\1```$/gm)].map(([, , block = '']) => block)
  assert.is(blocks.length, 3)
  const script = (blocks[index] ?? '').replace(/^( *)(\w+)=\S+/gm, (line, indent: string, name: string) =>
    values[name] ? `${indent}${name}=${values[name]}` : line,
  )
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' }
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { env })
  return stdout
}

deployments(
  'the commands of the guide: which there are, the end of one, and the way back to it',
  async () => {
    const { keys, server, createSms, reaches } = setting
    const { admin } = server
    const [older, newer] = [await deploy(keys), await deploy(keys)]
    const idOf = async (one: RunningEndpoint) =>
      new RegExp(`^(dp_\\w+)\t${uriOf(one)}/$`, 'm').exec(await guide(0, { admin }))?.[1]
    const old = await idOf(older)
    assert.ok(old)
    assert.is(await guide(1, { admin, old }), 'calls left: 0\n202\n')
    assert.is(await idOf(older), undefined)
    assert.ok(await idOf(newer))
    const back = await guide(2, { admin, uri: uriOf(older) })
    assert.is(back.trim(), await idOf(older))
    await newer.close({ graceMs: 0 })
    await createSms('back-again')
    await reaches('back-again', 'awaitingCode')
  },
)

deployments('an address where nothing stands is not registered', async () => {
  const { server } = setting
  const failure = await registerEnrollments({ admin: server.admin, uri: 'http://127.0.0.1:1' }).then(
    () => null,
    (error: unknown) => error,
  )
  assert.instance(failure, RegistrationError)
  const away = await registerEnrollments({ admin: 'http://127.0.0.1:1', uri: 'http://127.0.0.1:1' }).then(
    () => null,
    (error: unknown) => error,
  )
  assert.match(String(away), /did not answer/)
})

deployments.run()
