import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createOwnedEnrollment } from '../../src/live/index.ts'
import { scripted } from '../machines/scripted-service.ts'
import { flushed, testClock } from './live-enrollment.ts'

const owned = suite('an enrollment with an owner that goes and returns')

const given = () => {
  const clock = testClock()
  const { service, stampWith, calls } = scripted()
  stampWith(() => clock.now())
  const ended: string[] = []
  const options = { service, clock, onEnd: () => ended.push('first') }
  const enrollment = createOwnedEnrollment(options)
  return { clock, calls, options, ended, enrollment }
}

owned('is idle and made of nothing until the owner stands', () => {
  const { enrollment, clock } = given()
  assert.is(enrollment.id, '')
  assert.is(enrollment.view().state, 'idle')
  assert.is(enrollment.getSnapshot(), enrollment.view())
  assert.is(clock.pending.size, 0)
  enrollment.enter()
  assert.not.equal(enrollment.id, '')
})

owned('is made once, whoever asks first, and tells its listeners', () => {
  const { enrollment, options } = given()
  const seen: string[] = []
  const stop = enrollment.subscribe(({ support }) => seen.push(support.enrollmentId))
  enrollment.use(options)
  enrollment.enter()
  const { id } = enrollment
  assert.equal(seen, [id])
  stop()
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  assert.is(seen.length, 1)
})

owned('is stopped once nobody owns it, and not by one who is back in the same turn', async () => {
  const { enrollment, clock } = given()
  const leave = enrollment.enter()
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  await flushed()
  assert.ok(clock.pending.size > 0)
  leave()
  const leaveAgain = enrollment.enter()
  await flushed()
  assert.ok(clock.pending.size > 0)
  leaveAgain()
  await flushed()
  assert.is(clock.pending.size, 0)
  assert.equal(enrollment.send({ type: 'enrollment.cancelled' }), { accepted: false, reason: 'ended' })
})

owned('goes on where it stood when the owner returns, with the secrets it had', async () => {
  const { enrollment, calls } = given()
  const leave = enrollment.enter()
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  await flushed()
  const { id } = enrollment
  const before = calls.length
  leave()
  await flushed()
  enrollment.enter()
  const view = enrollment.view()
  assert.is(enrollment.id, id)
  assert.is(view.state, 'awaitingCode')
  assert.ok(view.state === 'awaitingCode' && view.challenge.factorType === 'OTP')
  assert.is(calls.length, before)
})

owned('hears the hooks it was told last', async () => {
  const { enrollment, options, ended } = given()
  enrollment.enter()
  enrollment.use({ ...options, onEnd: () => ended.push('latest') })
  enrollment.send({ type: 'enrollment.cancelled' })
  await flushed()
  assert.equal(ended, ['latest'])
})

owned('without options says what is missing', () => {
  assert.throws(() => createOwnedEnrollment(null).enter(), /no options/)
})

owned.run()
