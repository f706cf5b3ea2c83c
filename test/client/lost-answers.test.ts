import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose, chooseOtherPhone, submitCode } from '../machines/examples.ts'
import { later, wrongCode } from '../machines/scripted-service.ts'
import { quiet, remote, until, type Remote } from './remote-enrollment.ts'

const lost = suite('answers that got lost')

const keys = ({ line }: Remote) =>
  line.seen.filter(({ path }) => path === '/enrollments').map(({ headers }) => headers.get('idempotency-key'))

const began = async (options: Parameters<typeof remote>[0] = {}) => {
  const there = remote(options)
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  return there
}

lost('a beginning is sent again with the same key, and one message is sent', async () => {
  for (const mishap of ['answerLost', 'lost'] as const) {
    const there = remote()
    there.line.upset(/^POST \/enrollments$/, mishap)
    await there.send(choose.SMS)
    assert.is(there.state(), 'requesting')
    await there.pass(1_000)
    assert.ok(await until(() => there.state() === 'awaitingCode'), mishap)
    assert.is(keys(there).length, 2)
    assert.is(new Set(keys(there)).size, 1)
    assert.is(there.named('sendEnrollFactorRequest').length, 1)
    await there.end()
  }
})

lost('offline, a beginning is given up after some seconds; the same once more is the same', async () => {
  const there = remote()
  there.line.down(true)
  await there.send(choose.SMS)
  await there.pass(10_000)
  assert.ok(await until(() => there.state() === 'idle'))
  assert.is(there.view().problem?.id, 'error.unreachable')
  assert.is(there.view().can.choose, true)
  assert.is(keys(there).length, 4)
  there.line.down(false)
  await there.send(choose.SMS)
  assert.is(there.view().problem, null)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  assert.is(new Set(keys(there)).size, 1)
  await there.end()
})

lost('another number is another beginning', async () => {
  const there = remote()
  there.line.down(true)
  await there.send(choose.SMS)
  await there.pass(10_000)
  await until(() => there.state() === 'idle')
  there.line.down(false)
  await there.send(chooseOtherPhone)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  assert.is(new Set(keys(there)).size, 2)
  await there.end()
})

lost('a code is looked up, and never sent again', async () => {
  const there = await began({ script: { enrollFactor: [later] } })
  there.line.upset(/events$/, 'answerLost')
  there.line.upset(/^GET .*[^m]$/, 'lost')
  there.enrollment.send(submitCode)
  assert.is(there.state(), 'binding')
  await until(() => there.named('enrollFactor').length === 1)
  assert.ok(await until(() => there.state() === 'binding'))
  await there.pass(5_000)
  there.named('enrollFactor')[0]?.answer({ _tag: 'Right', right: { bound: true } })
  assert.ok(await until(() => there.state() === 'done'))
  assert.is(there.line.posts().length, 2)
  await there.end()
})

lost('while nothing can be looked up, it says that it is looked for', async () => {
  const there = await began({ script: { enrollFactor: [later] } })
  there.line.down(true)
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.state() === 'reconciling'))
  assert.is(there.view().message.id, 'reconciling')
  await there.pass(20_000)
  assert.is(there.state(), 'reconciling')
  there.line.down(false)
  await there.pass(30_000)
  // It never arrived, and the token is still the same.
  assert.ok(await until(() => there.state() !== 'reconciling'))
  assert.is(there.named('enrollFactor').length, 0)
  await there.end()
})

lost('a code that never arrived may be sent again by the person, who is told', async () => {
  const there = await began()
  there.line.upset(/events$/, 'lost')
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.view().problem !== null))
  assert.is(there.state(), 'awaitingCode')
  assert.is(there.view().problem?.id, 'error.unreachable')
  assert.is(there.view().can.submit, true)
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.state() === 'done'))
  assert.is(there.named('enrollFactor').length, 1)
  await there.end()
})

lost('a wrong code whose answer got lost is a wrong code', async () => {
  const there = await began({ script: { enrollFactor: [wrongCode] } })
  there.line.upset(/events$/, 'answerLost')
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.view().error === 'wrongCode'))
  assert.is(there.named('enrollFactor').length, 1)
  await there.end()
})

lost('to leave is looked up as well', async () => {
  const there = await began()
  there.line.upset(/events$/, 'answerLost')
  there.enrollment.send(bare('enrollment.cancelled'))
  assert.is(there.view().can.cancel, false)
  assert.ok(await until(() => there.state() === 'cancelled'))
  assert.is(there.line.posts().length, 2)
  await there.end()
})

lost('who leaves before the beginning was answered has left, with or without a server', async () => {
  const offline = remote()
  offline.line.down(true)
  await offline.send(choose.SMS, bare('enrollment.cancelled'))
  await offline.pass(10_000)
  assert.ok(await until(() => offline.state() === 'cancelled'))
  await offline.end()

  const slow = remote({ script: { sendEnrollFactorRequest: [later] } })
  slow.enrollment.send(choose.SMS)
  slow.enrollment.send(bare('enrollment.cancelled'))
  assert.is(slow.view().can.cancel, false)
  assert.ok(await until(() => slow.state() === 'cancelled'))
  await quiet()
  assert.equal(slow.line.posts(), ['/enrollments', '/enrollments/:id/events'])
  await slow.end()
})

lost.run()
