// One version, and one key, after the other: each at an address of its own, registered behind the one before.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../machines/index.ts'
import { newSealingKey, UnreadableEnrollmentError, type SealingKey } from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import {
  enrollmentEndpoint,
  registerEnrollments,
  RegistrationError,
  type RunningEndpoint,
} from '../../src/restate/index.ts'
import { startRestateSetting, type RestateSetting } from './restate-setting.ts'

const deployments = suite('deployments behind Restate')

let setting: RestateSetting
const running: RunningEndpoint[] = []
const next = newSealingKey()

const deploy = async (keys: readonly SealingKey[]) => {
  const { host, sandbox, server } = setting
  const endpoint = enrollmentEndpoint({
    keys,
    service: ({ accessToken }) =>
      createGenAuthService({
        host,
        appId: sandbox.appId,
        getAccessToken: async () => (accessToken ? reveal(accessToken) : ''),
      }),
  })
  const one = await endpoint.listen({ port: 0 })
  running.push(one)
  await registerEnrollments({ admin: server.admin, uri: `http://127.0.0.1:${one.port}` })
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
