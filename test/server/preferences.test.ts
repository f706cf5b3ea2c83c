import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { quiet, sms, world } from './server-world.ts'

const waiting = suite('a client that prefers to wait')

const wait = (seconds: number | string) => ({ headers: { prefer: `wait=${seconds}` } })

waiting('is answered once the code is awaited', async () => {
  const { node, clock } = world()
  const { ask, stop } = node()
  const before = clock.pending.size
  const { status, headers, json } = await ask('POST', '/enrollments', { body: sms, ...wait(5) })
  assert.equal([status, json.state], [201, 'awaitingCode'])
  assert.is(headers.get('preference-applied'), 'wait=5')
  assert.ok(clock.pending.size <= before + 1, 'no more is left than the timer of the minute')
  await stop()
})

waiting('is answered once the factor is bound', async () => {
  const { node, code } = world()
  const { ask, send, stop } = node()
  const { json } = await ask('POST', '/enrollments', { body: sms, ...wait(5) })
  const bound = await send(json.id, { ...code(), generation: json.generation }, wait(5))
  assert.equal([bound.status, bound.json.state], [200, 'done'])
  await stop()
})

waiting('is answered when the time is over, 15 s at most', async () => {
  const { node, clock, sandbox } = world()
  const silent = () => () => new Promise<never>(() => undefined)
  const { ask, stop } = node({
    engine: { service: () => ({ ...sandbox.service(), sendEnrollFactorRequest: silent }) },
  })
  let answered = false
  const asked = ask('POST', '/enrollments', { body: sms, ...wait(600) }).finally(() => {
    answered = true
  })
  await quiet()
  clock.advance(14_000)
  await quiet()
  assert.is(answered, false)
  clock.advance(1_000)
  const { status, headers, json } = await asked
  assert.equal([status, json.state, headers.get('preference-applied')], [201, 'requesting', 'wait=15'])
  await stop()
})

waiting('is answered at once when the server stops', async () => {
  const { node, sandbox } = world()
  const { ask, server, stop } = node()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 20_000 })
  const asked = ask('POST', '/enrollments', { body: sms, ...wait(15) })
  await quiet()
  await server.stop()
  assert.is((await asked).json.state, 'requesting')
  await stop()
})

for (const prefer of ['wait=x', 'wait=-1', 'wait', 'respond-async', 'await=5'])
  waiting(`is not understood by: ${prefer}`, async () => {
    const { node } = world()
    const { ask, stop } = node()
    const { headers, json } = await ask('POST', '/enrollments', { body: sms, headers: { prefer } })
    assert.equal([json.state, headers.get('preference-applied')], ['requesting', null])
    await stop()
  })

waiting('may prefer other things beside', async () => {
  const { node } = world()
  const { ask, stop } = node()
  const headers = { prefer: 'respond-async, wait=3; x=y' }
  const { json } = await ask('POST', '/enrollments', { body: sms, headers })
  assert.is(json.state, 'awaitingCode')
  await stop()
})

waiting.run()
