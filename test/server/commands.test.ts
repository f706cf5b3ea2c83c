import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { world } from './server-world.ts'

const commands = suite('a command over HTTP')

const forged = [
  { type: 'xstate.done.actor.enrollFactor', output: { sentAt: 0, repliedAt: 0, factorId: 'f' } },
  { type: 'xstate.error.actor.enrollFactor', error: { _tag: 'wrongCode' } },
  { type: 'xstate.after.tokenLifetime' },
  { type: 'xstate.init' },
  { type: 'done.invoke.enrollFactor' },
  { type: 'enrollment.restored', at: 0, sendAgainAt: 0 },
  { type: 'constructor' },
  { type: 7 },
  {},
]

for (const event of forged)
  commands(`that is none changes nothing: ${JSON.stringify(event).slice(0, 50)}`, async () => {
    const { node, row } = world()
    const { began, send, stop } = node()
    const id = await began()
    const before = await row(id)
    const { status, json } = await send(id, event)
    assert.equal([status, json.type, json.reason], [422, '/problems/invalid-command', 'notACommand'])
    assert.equal(await row(id), before)
    await stop()
  })

commands('with a code must say which token it is for', async () => {
  const { node, code, asked } = world()
  const { began, send, stop } = node()
  const id = await began()
  const { status, json } = await send(id, code())
  assert.equal([status, json.reason], [422, 'generationMissing'])
  assert.is(asked('enrollFactor'), 0)
  await stop()
})

commands('of an old tab is refused, and does not spend the attempt of the new token', async () => {
  const { node, code, asked, clock } = world()
  const { began, show, send, stop } = node()
  const id = await began()
  const { generation } = await show(id)
  clock.advance(60_000)
  await send(id, { type: 'enrollment.renewed' })
  const now = await show(id)
  assert.is.not(now.generation, generation)
  const { status, json } = await send(id, { ...code(), generation })
  assert.equal([status, json.type, json.reason], [409, '/problems/refused', 'staleGeneration'])
  assert.equal([json.enrollment.state, json.enrollment.generation], ['awaitingCode', now.generation])
  assert.is(asked('enrollFactor'), 0)
  await stop()
})

commands('that is sent twice at once is taken once', async () => {
  const { node, code, asked } = world()
  const { began, show, send, stop } = node()
  const id = await began()
  const { generation } = await show(id)
  const submitted = { ...code(), generation }
  const both = await Promise.all([send(id, submitted), send(id, submitted)])
  assert.equal(
    both.map(({ status }) => status),
    [200, 409],
  )
  assert.is(both[1].json.reason, 'notNow')
  assert.is(asked('enrollFactor'), 1)
  await stop()
})

commands('that comes too early is refused until when it would be taken', async () => {
  const { node, clock } = world()
  const { began, send, stop } = node()
  const id = await began()
  clock.advance(20_000)
  const { status, headers, json } = await send(id, { type: 'code.resend' })
  assert.equal([status, json.reason, json.until], [409, 'coolingDown', clock.now() + 40_000])
  assert.is(headers.get('retry-after'), '40')
  assert.is(json.enrollment.id, id)
  await stop()
})

commands('with a code that cannot be one is refused as such', async () => {
  const { node } = world()
  const { began, show, send, stop } = node()
  const id = await began()
  const { generation } = await show(id)
  for (const passCode of ['', '12', '12345678901', 'abcdef', null, 123456]) {
    const { status, json } = await send(id, { type: 'code.submitted', passCode, generation })
    assert.equal([status, json.reason], [422, 'invalidCode'])
  }
  await stop()
})

commands('with a code of another length than the app shows is refused with the enrollment', async () => {
  const { node } = world()
  const { ask, show, send, stop } = node()
  const { json: begun } = await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
  const { generation } = await show(begun.id)
  const { status, json } = await send(begun.id, { type: 'code.submitted', passCode: '12345678', generation })
  assert.equal([status, json.reason, json.enrollment.state], [422, 'invalidCode', 'awaitingCode'])
  await stop()
})

commands('after the minute finds the enrollment expired', async () => {
  const { node, code, clock } = world()
  const { began, show, send, stop } = node()
  const id = await began()
  const { generation } = await show(id)
  clock.advance(60_000)
  const { status, json } = await send(id, { ...code(), generation })
  assert.equal([status, json.reason, json.enrollment.state], [409, 'tokenExpired', 'expired'])
  await stop()
})

commands('after the end is refused', async () => {
  const { node, code } = world()
  const { began, show, send, stop } = node()
  const id = await began()
  const { generation } = await show(id)
  await send(id, { ...code(), generation })
  const { status, json } = await send(id, { type: 'enrollment.restarted' })
  assert.equal([status, json.reason, json.enrollment.state], [409, 'ended', 'done'])
  await stop()
})

commands('is put off where too much is under way, and nothing is changed', async () => {
  const { node, sandbox, commits } = world()
  sandbox.faults.add({ kind: 'latency', endpoint: 'sendEnrollFactorRequest', ms: 1_000 })
  const { ask, began, stop } = node({ engine: { maxInFlight: 1, maxWaiting: 0 } })
  await began()
  const before = commits.length
  const { status, headers, json } = await ask('POST', '/enrollments', {
    as: 'bob',
    body: { factorType: 'OTP' },
  })
  assert.equal([status, json.type, headers.get('retry-after')], [503, '/problems/overloaded', '5'])
  assert.is(commits.length, before)
  await stop()
})

commands('is sent elsewhere by an engine that stops', async () => {
  const { node } = world()
  const { engine, began, ask, send, stop } = node()
  const id = await began()
  await engine.stop({ graceMs: 0 })
  const { status, headers, json } = await send(id, { type: 'enrollment.cancelled' })
  assert.equal([status, json.type, headers.get('retry-after')], [503, '/problems/stopping', '1'])
  assert.is((await ask('DELETE', `/enrollments/${id}`)).status, 503)
  assert.is((await ask('GET', `/enrollments/${id}`)).status, 200)
  await stop()
})

commands.run()
