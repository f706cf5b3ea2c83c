import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { settledView } from '../../src/index.ts'
import { createRemoteEnrollment } from '../../src/client/index.ts'
import { bare, choose, submitCode } from '../machines/examples.ts'
import { later } from '../machines/scripted-service.ts'
import { quiet, remote, until } from './remote-enrollment.ts'

const asking = suite('when a server is asked, and when not')

asking('making one and listening to it sends nothing', async () => {
  const there = remote()
  there.enrollment.subscribe(() => undefined)
  await there.pass(60_000)
  assert.is(there.line.seen.length, 0)
  assert.is(there.enrollment.id, '')
  assert.is(there.state(), 'idle')
  await there.end()
})

asking('what cannot be taken is refused here, and not sent', async () => {
  const there = remote()
  for (const command of [
    submitCode,
    bare('code.resend'),
    bare('enrollment.renewed'),
    bare('recoveryCode.saved'),
  ])
    assert.equal(there.enrollment.send(command), { accepted: false, reason: 'notNow' })
  assert.equal(there.enrollment.send({ ...choose.SMS, profile: { phoneNumber: 'x' } }), {
    accepted: false,
    reason: 'invalidProfile',
  })
  await quiet()
  assert.is(there.line.seen.length, 0)
  await there.end()
})

asking('a known enrollment is looked at as soon as somebody listens, and by its stream alone', async () => {
  const first = remote()
  await first.send(choose.OTP)
  await until(() => first.state() === 'awaitingCode')
  const before = first.line.seen.length
  const second = first.page({ enrollmentId: first.enrollment.id })
  assert.is(second.state(), 'requesting')
  assert.equal(second.enrollment.send(choose.SMS), { accepted: false, reason: 'notNow' })
  assert.ok(await until(() => second.state() === 'awaitingCode'))
  assert.equal(
    first.line.seen
      .slice(before)
      .map(({ method, path }) => `${method} ${path.replace(first.enrollment.id, ':id')}`),
    ['GET /enrollments/:id/stream'],
  )
  await first.end()
})

asking('nobody listens any more: the stream is closed, and opened again for who comes', async () => {
  const there = remote()
  await there.send(choose.OTP)
  await until(() => there.state() === 'awaitingCode')
  assert.is(there.line.streams(), 1)
  there.unsubscribe()
  // A component that goes and comes back at once has not gone.
  const stop = there.enrollment.subscribe(() => undefined)
  await quiet()
  assert.is(there.line.streams(), 1)
  stop()
  stop()
  assert.ok(await until(() => there.line.streams() === 0))
  const asked = there.line.seen.length
  await there.pass(120_000)
  assert.is(there.line.seen.length, asked)
  there.enrollment.subscribe(() => undefined)
  assert.ok(await until(() => there.state() === 'expired'))
  await there.end()
})

asking('a command is one request, however often it is sent', async () => {
  const there = remote({ script: { enrollFactor: [later] } })
  assert.equal(there.enrollment.send(choose.SMS), { accepted: true })
  assert.equal(there.enrollment.send(choose.SMS), { accepted: false, reason: 'notNow' })
  assert.is(there.state(), 'requesting')
  await until(() => there.state() === 'awaitingCode')
  assert.equal(there.enrollment.send(submitCode), { accepted: true })
  assert.equal(there.enrollment.send(submitCode), { accepted: false, reason: 'notNow' })
  assert.is(there.state(), 'binding')
  await until(() => there.calls.some(({ name }) => name === 'enrollFactor'))
  await quiet()
  assert.equal(there.line.posts(), ['/enrollments', '/enrollments/:id/events'])
  await there.end()
})

asking('it ends with the enrollment: no stream, no request, and no command after it', async () => {
  const there = remote()
  await there.send(choose.SMS)
  await until(() => there.state() === 'awaitingCode')
  there.enrollment.send(submitCode)
  assert.is((await settledView(there.enrollment)).state, 'done')
  assert.ok(await until(() => there.line.streams() === 0))
  const asked = there.line.seen.length
  assert.equal(there.enrollment.send(choose.OTP), { accepted: false, reason: 'ended' })
  await there.pass(60_000)
  assert.is(there.line.seen.length, asked)
  assert.equal([...there.clock.pending.keys()].length, there.clock.pending.size)
  await there.end()
})

asking('stopped, it asks nothing and takes nothing', async () => {
  const there = remote()
  await there.send(choose.OTP)
  await until(() => there.state() === 'awaitingCode')
  there.enrollment.stop()
  assert.ok(await until(() => there.line.streams() === 0))
  const asked = there.line.seen.length
  for (const command of [submitCode, bare('enrollment.cancelled')])
    assert.equal(there.enrollment.send(command), { accepted: false, reason: 'ended' })
  await there.pass(60_000)
  assert.is(there.line.seen.length, asked)
  assert.is(there.enrollment.getSnapshot().state, 'awaitingCode')
  await there.end()
})

asking('its functions need no `this`', () => {
  const { getSnapshot, view, send, subscribe, stop } = createRemoteEnrollment({ url: '/mfa' })
  subscribe(() => undefined)()
  assert.is(getSnapshot(), getSnapshot())
  assert.equal([view().state, send(submitCode).accepted], ['idle', false])
  stop()
})

asking.run()
