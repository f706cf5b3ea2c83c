import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, reveal } from '../../src/index.ts'
import { bare } from '../machines/examples.ts'
import { live, testClock, type Live } from './live-enrollment.ts'
import { stories } from './stories.ts'

const damaged = suite('a stored enrollment that cannot be read')

const unreadable = (told: Live) => {
  const view = told.view()
  assert.is(view.state, 'expired')
  assert.is(view.error, 'recordUnreadable')
  assert.is(view.problem?.id, 'error.recordUnreadable')
  assert.is(view.can.choose, true)
  assert.is(told.calls.length, 0)
}

damaged('in a record that is damaged: expired, says so, and can begin anew', async () => {
  const good = (await stories.awaitingCode('SMS')).enrollment.persist()
  const records: readonly unknown[] = [
    '',
    0,
    [],
    {},
    JSON.stringify(good),
    [good],
    { ...good, machineVersion: 2 },
    { ...good, machineVersion: '1' },
    { ...good, value: 'hacked' },
    { ...good, value: { reconciling: 'hacked' } },
    { ...good, value: { awaitingCode: {} } },
    { ...good, status: 'stopped' },
    { ...good, context: null },
    { ...good, context: { ...good.context, bound: 'perhaps' } },
    { ...good, context: { ...good.context, factorType: 'PASSKEY' } },
    { ...good, sealed: 7 },
    { ...good, output: { status: 'done' } },
  ]
  for (const record of records) {
    const told = live({ record, enrollmentId: 'given-id' })
    unreadable(told)
    assert.is(told.enrollment.id, 'given-id')
    await told.send({ type: 'factor.chosen', factorType: 'OTP' })
    assert.is(told.state(), 'awaitingCode')
  }
})

damaged('null, as an empty storage answers, is no record at all', () => {
  assert.is(live({ record: null }).state(), 'idle')
})

damaged('with secrets that are not its own, or of another time: expired, and says so', async () => {
  const told = await stories.awaitingCode('SMS')
  const clear = async (one: Live) => {
    let revealed = ''
    const record = await one.enrollment.persist({ seal: (given) => (revealed = reveal(given)) })
    return { record, secrets: revealed }
  }
  const earlier = await clear(told)
  await told.pass(60_000)
  await told.send(bare('enrollment.renewed'))
  const later = await clear(told)
  const other = await clear(await stories.awaitingCode('SMS', { enrollmentId: 'someone-else' }))
  for (const wrong of [
    earlier.secrets,
    other.secrets,
    '',
    '{',
    'null',
    '[]',
    '{}',
    JSON.stringify({ seq: 1 }),
  ])
    unreadable(live({ record: later.record, secrets: redact(wrong), clock: testClock(told.clock.now()) }))
})

damaged.run()
