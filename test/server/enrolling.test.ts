import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { quiet, sms, world } from './server-world.ts'

const enrolling = suite('enrolling over HTTP')

enrolling('begins an enrollment, and says where it is', async () => {
  const { node } = world()
  const { ask, stop } = node()
  const { status, headers, json } = await ask('POST', '/enrollments', { body: sms })
  assert.is(status, 201)
  assert.is(headers.get('location'), `/enrollments/${json.id}`)
  assert.is(json.state, 'requesting')
  assert.match(json.id, /^[\w-]{22}$/)
  await stop()
})

enrolling('binds an SMS factor by its code', async () => {
  const { node, sandbox, code } = world()
  const { began, show, send, stop } = node()
  const id = await began()
  const { state, generation } = await show(id)
  assert.is(state, 'awaitingCode')
  const sent = await send(id, { ...code(), generation })
  assert.equal([sent.status, sent.json.state], [200, 'binding'])
  assert.is((await show(id)).state, 'done')
  assert.is(sandbox.factors().length, 1)
  await stop()
})

enrolling('shows the key of an app and the recovery code to their owner', async () => {
  const { node } = world()
  const { ask, show, stop } = node()
  const { json } = await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
  const { challenge } = await show(json.id)
  assert.match(challenge.otp.uri, /^otpauth:\/\/totp\//)
  await stop()
})

enrolling('says what the clock of the server says', async () => {
  const { node, clock } = world()
  const { began, show, stop } = node()
  const id = await began()
  clock.advance(5_000)
  const { serverTime, secondsLeft } = await show(id)
  assert.equal([serverTime, secondsLeft], [clock.now(), 55])
  await stop()
})

enrolling('is erased when its person leaves', async () => {
  const { node, row } = world()
  const { ask, began, stop } = node()
  const id = await began()
  const left = await ask('DELETE', `/enrollments/${id}`)
  assert.equal([left.status, left.text], [204, ''])
  assert.is(await row(id), undefined)
  assert.is((await ask('DELETE', `/enrollments/${id}`)).status, 404)
  await stop()
})

enrolling('keeps the wish to leave until the outcome of a bind is known', async () => {
  const { node, code, sandbox, clock } = world()
  const { ask, began, show, send, stop } = node()
  const id = await began()
  const { generation } = await show(id)
  sandbox.faults.add({ kind: 'latency', endpoint: 'enrollFactor', ms: 1_000 })
  await send(id, { ...code(), generation })
  const left = await ask('DELETE', `/enrollments/${id}`)
  assert.equal([left.status, left.json.state, left.json.leaving], [202, 'binding', true])
  clock.advance(1_000)
  await quiet()
  assert.is((await show(id)).state, 'done')
  assert.is((await ask('DELETE', `/enrollments/${id}`)).status, 204)
  await stop()
})

enrolling('lies below a path of its host', async () => {
  const { node } = world()
  const { ask, stop } = node({ server: { basePath: '/mfa' } })
  const { headers, json } = await ask('POST', '/enrollments', { body: sms })
  assert.is(headers.get('location'), `/mfa/enrollments/${json.id}`)
  assert.is((await ask('GET', `/enrollments/${json.id}`)).status, 200)
  await stop()
})

enrolling.run()
