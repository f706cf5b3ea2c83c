// Restate is away for a while, or the service behind it: who watches readiness alone hears when it is back, and
// nothing is left of what was asked meanwhile.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import type { Engine } from '../../src/durable/index.ts'
import { enrollmentEndpoint, registerEnrollments, type RunningEndpoint } from '../../src/restate/index.ts'
import { createEnrollmentServer, type EnrollmentServer } from '../../src/server/index.ts'
import { soon, startRestateSetting, type RestateSetting } from './restate-setting.ts'

const outage = suite('while Restate is away')

let setting: RestateSetting
let running: RunningEndpoint
let server: EnrollmentServer
/** Waits for a second and no longer. */
let hasty: Engine

const listen = (port: number) => {
  const { keys } = setting
  return enrollmentEndpoint({
    keys,
    service: setting.service,
  }).listen({ port })
}

outage.before(async () => {
  setting = await startRestateSetting({ onDefect: () => undefined })
  hasty = setting.engineWith({ clientTimeoutMs: 1_000 })
  running = await listen(0)
  await registerEnrollments({
    admin: setting.server.admin,
    uri: `http://127.0.0.1:${running.port}`,
  })
  server = createEnrollmentServer({
    engine: hasty,
    limits: false,
    onDefect: () => undefined,
    authenticate: async () => ({
      subject: 'ann',
      getAccessToken: async () => redact(setting.sandbox.accessToken),
    }),
  })
  await setting.createSms('there')
  await setting.reaches('there', 'awaitingCode')
})

outage.after(async () => {
  await server.stop()
  await hasty.stop({ graceMs: 0 })
  await setting.close()
  await running.close({ graceMs: 0 })
})

const fetched = (path: string) => server.fetch(new Request(`http://127.0.0.1${path}`))
const readiness = async () => (await fetched('/readyz')).status
/** Nobody asks for anything else meanwhile. */
const readinessIs = async (status: number) => {
  while ((await readiness()) !== status) await soon()
}

outage('killed and started again: ready again, though nobody asks for anything but readiness', async () => {
  await readinessIs(200)
  await setting.server.kill()
  await readinessIs(503)
  await setting.server.start()
  await readinessIs(200)
})

outage('it stood still for longer than anybody waits, and a stream is open: the same', async () => {
  const states: string[] = []
  const unwatch = hasty.watch('there', ({ state }) => states.push(state))
  while (states.length === 0) await soon()
  setting.server.standStill()
  while (hasty.health().storeFailure === null) await soon()
  assert.is(await readiness(), 503)
  setting.server.goOn()
  await readinessIs(200)
  unwatch()
})

outage('no service process runs: what is asked fails, is given up, and nothing of it is done', async () => {
  const { engineWith, server: restate, accessToken, engine } = setting
  const asking = engineWith({ clientTimeoutMs: 1_000 })
  const { port } = running
  await running.close({ graceMs: 0 })
  const asked = [
    ...Array.from({ length: 20 }, () => asking.view('there')),
    asking.send('there', { type: 'enrollment.cancelled' }, { accessToken }),
    asking.create({ enrollmentId: 'never-there' }),
  ]
  const answers = await Promise.allSettled(asked)
  assert.ok(answers.every(({ status }) => status === 'rejected'))
  await asking.stop({ graceMs: 0 })
  const left = () =>
    restate.query(
      "select target from sys_invocation where status <> 'completed' and target_handler_name in ('get', 'send', 'create')",
    )
  assert.match(await left(), /there/)
  while ((await left()).includes('there')) await soon()
  running = await listen(port)
  assert.is(await engine.view('never-there'), null)
  assert.is((await engine.view('there'))?.state, 'awaitingCode')
})

outage.run()
