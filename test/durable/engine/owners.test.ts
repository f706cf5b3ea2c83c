import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../../machines/index.ts'
import { bare } from '../../machines/examples.ts'
import { owner, quiet, world } from './world.ts'

const owners = suite('the owner of an enrollment')

const mine = { owner: redact(owner) }
const strangers = { somebody: redact('mallory'), nobody: null }
const otp = { type: 'factor.chosen', factorType: 'OTP' } as const

const enrolling = async () => {
  const w = world()
  const it = w.process()
  await it.create('one', otp)
  await quiet()
  return { ...w, ...it }
}

for (const [who, stranger] of Object.entries(strangers))
  owners(`${who} else hears nothing of it, and changes nothing`, async () => {
    const { engine, state, clock } = await enrolling()
    assert.is(await engine.view('one', { owner: stranger }), null)
    assert.is(await engine.send('one', bare('enrollment.cancelled'), { owner: stranger }), null)
    const heard: string[] = []
    engine.watch(
      'one',
      ({ state: now }) => heard.push(now),
      () => heard.push('gone'),
      { owner: stranger },
    )
    clock.advance(0)
    await quiet()
    assert.is(await state('one'), 'awaitingCode')
    await engine.send('one', bare('enrollment.cancelled'), mine)
    await quiet()
    assert.equal(heard, ['gone'], 'as if it were not there')
    await engine.stop()
  })

for (const [who, stranger] of Object.entries(strangers))
  owners(`${who} else who creates one of the same id is shown nothing of it`, async () => {
    const { engine } = await enrolling()
    const { isNew, answer } = await engine.create({ enrollmentId: 'one', owner: stranger, command: otp })
    assert.is(isNew, false)
    assert.is(!answer.accepted && answer.reason, 'exists')
    assert.is(answer.view.state, 'idle')
    await engine.stop()
  })

owners('who creates it once more, sends, views and watches, is answered', async () => {
  const { engine, clock } = await enrolling()
  const { answer } = await engine.create({ enrollmentId: 'one', ...mine, command: otp })
  assert.is(answer.view.state, 'awaitingCode')
  assert.is((await engine.view('one', mine))?.state, 'awaitingCode')
  const heard: string[] = []
  engine.watch('one', ({ state }) => heard.push(state), undefined, mine)
  clock.advance(0)
  await quiet()
  assert.is((await engine.send('one', bare('enrollment.cancelled'), mine))?.accepted, true)
  assert.equal(heard, ['awaitingCode', 'cancelled'])
  await engine.stop()
  assert.is(await engine.send('one', otp, { owner: redact('mallory') }), null, 'also while it stops')
})

owners.run()
