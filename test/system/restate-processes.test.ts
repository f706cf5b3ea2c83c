// Service processes that die: one behind a balancer in the middle of a bind, one while a person types a code.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { writeSealingKey } from '../../src/durable/index.ts'
import { registerEnrollments } from '../../src/restate/index.ts'
import { startServiceProcess, type ServiceProcess } from './restate-child.ts'
import { soon, startRestateSetting, type RestateSetting } from './restate-setting.ts'
import { startTcpBalancer } from './tcp-balancer.ts'

const limits = { tokenLifetimeMs: 60_000, sendIntervalMs: 1_000, wrongCodeBudget: 1 }

const processes = suite('service processes behind Restate')

let setting: RestateSetting
let balancer: Awaited<ReturnType<typeof startTcpBalancer>>
const children: ServiceProcess[] = []

const startOne = async (
  other: Partial<typeof limits> = {},
  bindTimeoutMs = 3_000,
): Promise<ServiceProcess> => {
  const { host, sandbox, keys } = setting
  const child = await startServiceProcess({
    host,
    appId: sandbox.appId,
    keys: writeSealingKey(keys[0]),
    limits: { ...limits, ...other },
    bindTimeoutMs,
  })
  children.push(child)
  return child
}

let alive: readonly ServiceProcess[] = []

const lets = (...running: readonly ServiceProcess[]) => {
  alive = running
  balancer.to(running.map(({ port }) => port))
}

processes.before(async () => {
  setting = await startRestateSetting({ clientTimeoutMs: 3_000 })
  balancer = await startTcpBalancer()
  lets(...(await Promise.all([startOne(), startOne()])))
  await registerEnrollments({ admin: setting.server.admin, uri: balancer.url })
})

processes.after(async () => {
  for (const child of children) await child.kill()
  balancer.close()
  await setting.close()
})

/** Of two processes, the one that makes the bind is killed while the server does this with it. */
const killedInABind = async (id: string, kind: 'hang' | 'hangInBody') => {
  const { sandbox, reaches, createSms, submit, lastCode, binds } = setting
  const before = binds()
  await createSms(id)
  await reaches(id, 'awaitingCode')
  sandbox.faults.add({ kind, endpoint: 'enrollFactor', times: 1 })
  const called = alive.map((one) => one.nextCall('enrollFactor').then(() => one))
  assert.ok((await submit(id, lastCode()))?.accepted)
  const killed = await Promise.race(called)
  while (sandbox.faults.list().length > 0) await soon()
  await killed.kill()
  const { state } = await reaches(id, 'awaitingCode', 'done', 'failed', 'expired')
  assert.is(binds() - before, 1, 'one bind at the sandbox')
  const [left] = alive.filter((one) => one !== killed)
  assert.ok(left)
  return { state, left }
}

processes('one of two is killed after the server has bound: the other finds it bound', async () => {
  const { state, left } = await killedInABind('killed-after', 'hangInBody')
  assert.is(state, 'done')
  lets(left, await startOne())
})

processes('one of two is killed before the server has bound: the code can be typed again', async () => {
  const { reaches, submit, lastCode, binds } = setting
  const { state, left } = await killedInABind('killed-before', 'hang')
  assert.is(state, 'awaitingCode')
  lets(left)
  const before = binds()
  assert.ok((await submit('killed-before', lastCode()))?.accepted)
  await reaches('killed-before', 'done')
  assert.is(binds() - before, 1)
})

processes(
  'the connection to one is lost, and it lives: its bind is looked up when it is surely over',
  async () => {
    const { sandbox, engine, accessToken, createSms, reaches, submit, lastCode, binds } = setting
    const [first, second] = await Promise.all([startOne({}, 6_000), startOne({}, 6_000)])
    const [before] = alive
    lets(first)
    balancer.cut()
    await createSms('cut-off')
    await reaches('cut-off', 'awaitingCode')
    const [bindsBefore, factorsBefore] = [binds(), sandbox.factors().length]
    sandbox.faults.add({ kind: 'latency', endpoint: 'enrollFactor', ms: 2_000, times: 1 })
    const called = first.nextCall('enrollFactor')
    assert.ok((await submit('cut-off', lastCode()))?.accepted)
    await called
    lets(second)
    balancer.cut()
    let state: string | undefined = 'binding'
    while (state === 'binding') state = (await engine.view('cut-off', { accessToken }))?.state
    assert.is(sandbox.factors().length - factorsBefore, 1, 'nobody looked before')
    // Whoever is asked for the code again types it at once.
    while (state !== 'done') {
      if (state === 'awaitingCode') await submit('cut-off', lastCode())
      state = (await engine.view('cut-off', { accessToken }))?.state
    }
    assert.is(binds() - bindsBefore, 1, 'one bind at the sandbox')
    await Promise.all([first.kill(), second.kill()])
    assert.ok(before)
    lets(before)
  },
)

processes('killed while a person types, and down past the deadline: expired', async () => {
  const { engine, reaches, createSms, submit, lastCode, binds, accessToken } = setting
  const tokenLifetimeMs = 2_000
  const [first, second] = await Promise.all([startOne({ tokenLifetimeMs }), startOne({ tokenLifetimeMs })])
  for (const one of alive) await one.kill()
  lets(first)
  await createSms('left-alone')
  const challenge = await reaches('left-alone', 'awaitingCode')
  await first.kill()
  const before = binds()
  const refusal = await engine.view('left-alone', { accessToken }).then(
    () => null,
    (error: unknown) => error,
  )
  assert.instance(refusal, Error)
  assert.match(String(refusal), /Restate did not answer in time/)
  while (challenge.state === 'awaitingCode' && Date.now() < challenge.expiresAt) await soon()
  lets(second)
  // By Restate's timer, without anybody asking.
  await second.tells('enrollment.expired')
  assert.is((await engine.view('left-alone', { accessToken }))?.state, 'expired')
  const late = await submit('left-alone', lastCode())
  assert.is(late?.accepted, false)
  assert.is(binds(), before)
})

processes.run()
