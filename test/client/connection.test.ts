import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { choose, submitCode } from '../machines/examples.ts'
import { screen } from '../live/live-enrollment.ts'
import { later } from '../machines/scripted-service.ts'
import { quiet, remote, until, type RemoteTestOptions } from './remote-enrollment.ts'

const connection = suite('a connection that comes and goes')

const open = async (options: RemoteTestOptions = {}) => {
  const there = remote(options)
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  await quiet()
  return there
}

connection('a stream that is cut is opened again, and the view stays', async () => {
  const there = await open()
  const before = there.view()
  there.line.cut()
  await quiet()
  assert.is(there.line.streams(), 0)
  assert.equal(there.view(), before)
  await there.pass(1_000)
  assert.ok(await until(() => there.line.streams() === 1))
  await there.end()
})

connection('offline, it says so, and the clock of the view runs on', async () => {
  const there = await open()
  const { can } = there.view()
  there.line.down(true)
  await there.pass(5_000)
  assert.is(there.view().problem?.id, 'connectionLost')
  assert.equal(there.view().announce, {
    politeness: 'polite',
    message: { id: 'connectionLost', params: {} },
  })
  // It is no error of the enrollment: a code may be typed, and sent.
  assert.equal([there.view().error, there.view().can], [null, can])
  await there.pass(36_000)
  assert.is(screen(there.view(), 'awaitingCode').secondsLeft, 19)
  assert.is(there.view().announce?.message.id, 'secondsLeft')
  assert.is(there.enrollment.getSnapshot().announce?.message.id, 'secondsLeft')
  await there.pass(20_000)
  assert.is(screen(there.view(), 'awaitingCode').secondsLeft, 0)
  assert.is(there.view().announce?.message.id, 'expired')
  assert.is(there.enrollment.getSnapshot().can.submit, false)
  assert.equal(there.enrollment.send(submitCode), { accepted: false, reason: 'tokenExpired' })
  there.line.down(false)
  await there.pass(30_000)
  assert.ok(await until(() => there.state() === 'expired'))
  assert.is(there.view().problem, null)
  await there.end()
})

connection('a server that is away for a moment: nothing is left of what was said', async () => {
  const there = await open()
  const before = there.view()
  there.line.down(true)
  await quiet()
  await there.pass(1_000)
  assert.ok(await until(() => there.view().problem?.id === 'connectionLost'))
  await quiet()
  there.line.down(false)
  await there.pass(2_000)
  assert.ok(await until(() => there.view().problem === null))
  assert.equal({ ...there.view(), secondsLeft: 0 }, { ...before, secondsLeft: 0 })
  await there.end()
})

connection('attempts come less and less often', async () => {
  const there = await open()
  there.line.down(true)
  const before = there.line.seen.length
  await there.pass(63_000)
  // After 1, 2, 4, 8, 16 and 30 s.
  assert.is(there.line.seen.length - before, 6)
  await there.end()
})

connection('what happened meanwhile is there when the stream is back', async () => {
  const there = await open({ script: { enrollFactor: [later] } })
  there.enrollment.send(submitCode)
  await until(() => there.named('enrollFactor').length === 1)
  there.line.down(true)
  there.named('enrollFactor')[0]?.answer({ _tag: 'Right', right: { bound: true } })
  await quiet()
  assert.is(there.state(), 'binding')
  there.line.down(false)
  await there.pass(4_000)
  assert.ok(await until(() => there.state() === 'done'))
  await there.end()
})

connection('a stream that says nothing for 45 s is dead', async () => {
  const there = await open()
  const streams = () => there.line.seen.filter(({ path }) => path.endsWith('/stream')).length
  await there.pass(50_000)
  assert.is(streams(), 1, 'its heart beats')
  there.line.mute(true)
  await there.pass(50_000)
  there.line.mute(false)
  assert.ok(await until(() => streams() === 2))
  await there.end()
})

connection('where too many tabs have a stream, it looks from time to time', async () => {
  const there = await open()
  const busy = () => new Response('{}', { status: 429, headers: { 'retry-after': '15' } })
  for (let made = 0; made < 10; made += 1) there.line.upset(/stream$/, busy())
  const other = there.page({ enrollmentId: there.enrollment.id })
  assert.ok(await until(() => other.state() === 'awaitingCode'))
  await there.send(submitCode)
  await until(() => there.state() === 'done')
  await there.pass(4_000)
  assert.ok(await until(() => other.state() === 'done'))
  await there.end()
})

connection('a known enrollment that cannot be reached at first says so, and comes when it can', async () => {
  const there = await open()
  there.line.down(true)
  const other = there.page({ enrollmentId: there.enrollment.id })
  assert.ok(await until(() => other.view().problem?.id === 'connectionLost'))
  assert.is(other.state(), 'requesting')
  there.line.down(false)
  await there.pass(4_000)
  assert.ok(await until(() => other.state() === 'awaitingCode'))
  assert.is(other.view().problem, null)
  await there.end()
})

connection('another process of the server goes on with the stream', async () => {
  const there = await open()
  const before = screen(there.view(), 'awaitingCode')
  await there.node.stop()
  const next = there.world.node({ engine: { service: () => there.service } })
  void next.engine.start()
  there.line.lead((request) => next.server.fetch(request))
  await there.pass(20_000)
  assert.ok(await until(() => there.line.streams() === 1))
  const after = screen(there.view(), 'awaitingCode')
  assert.is(after.generation, before.generation)
  assert.is(after.expiresAt, before.expiresAt)
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.state() === 'done'))
  await next.stop()
})

connection.run()
