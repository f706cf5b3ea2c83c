import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import type { Authenticate } from '../../src/server/index.ts'
import { sms, world } from './server-world.ts'

const secrets = suite('what a server says of its people')

const accessToken = 'access-token-of-ann'
const subject = 'subject-of-ann'
const authenticate: Authenticate = async () => ({
  subject,
  getAccessToken: async () => redact(accessToken),
  byCookie: false,
})

secrets('is to themselves alone, and no more than they need', async () => {
  const { node, code, sandbox } = world()
  const { ask, began, show, send, logs, events, defects, stop } = node({ server: { authenticate } })
  const id = await began()
  const { generation } = await show(id)
  const { passCode } = code()
  const answers = [
    await ask('GET', `/enrollments/${id}`),
    await send(id, { type: 'code.submitted', passCode: 'wrong!', generation }),
    await send(id, { type: 'code.submitted', passCode, generation: generation + 1 }),
    await send(id, { type: 'factor.chosen', factorType: 'EMAIL', profile: { email: 'not an address' } }),
    await send(id, { type: 'code.submitted', passCode, generation }, { headers: { prefer: 'wait=5' } }),
    await ask('GET', `/enrollments/${id}`),
  ].map(({ text, headers }) => text + JSON.stringify([...headers]))
  const said = JSON.stringify([answers, logs, events, defects])
  for (const secret of [accessToken, subject, passCode, sms.profile.phoneNumber, 'not an address', 'wrong!'])
    assert.is(said.includes(secret), false, secret)
  assert.is(sandbox.factors().length, 1)
  await stop()
})

secrets('is the key of an app in the reply to its owner, and in no log or event', async () => {
  const { node } = world()
  const { ask, show, logs, events, stop } = node({ server: { authenticate } })
  const { json } = await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
  const { challenge } = await show(json.id)
  const key: string = challenge.otp.manualKey
  assert.is(JSON.stringify([logs, events]).includes(key), false)
  const foreign = node()
  assert.is((await foreign.ask('GET', `/enrollments/${json.id}`, { as: 'bob' })).text.includes(key), false)
  await foreign.stop()
  await stop()
})

secrets.run()
