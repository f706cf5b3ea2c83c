import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bare, choose, submitCode } from '../machines/examples.ts'
import { screen } from '../live/live-enrollment.ts'
import { remote, until, type RemoteTestOptions } from './remote-enrollment.ts'

const no = suite('what a server does not take')

const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })

const open = async (options: RemoteTestOptions = {}) => {
  const there = remote(options)
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  return there
}

no('a token that is over is asked for anew, once', async () => {
  const asked: boolean[] = []
  const there = remote({
    getAccessToken: async ({ refresh }) => {
      asked.push(refresh)
      return 'ann'
    },
  })
  there.line.upset(/^POST \/enrollments$/, json(401, {}))
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  assert.equal(asked.slice(0, 2), [false, true])
  assert.equal(there.line.posts(), ['/enrollments', '/enrollments'])
  await there.end()
})

no('signed out: nothing is sent, or nothing comes of it, and the view says so', async () => {
  const nobody = remote({ getAccessToken: async () => '' })
  await nobody.send(choose.SMS)
  assert.ok(await until(() => nobody.view().problem !== null))
  assert.equal([nobody.state(), nobody.view().error, nobody.line.seen.length], ['idle', 'unauthorized', 0])
  await nobody.end()

  const there = await open()
  there.line.upset(/events$/, json(401, {}))
  there.line.upset(/events$/, json(401, {}))
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.view().error === 'unauthorized'))
  assert.is(there.state(), 'awaitingCode')
  await there.end()
})

no('the token cannot be asked for: offline, and not signed out', async () => {
  const there = remote({ getAccessToken: () => Promise.reject(new Error('offline, with tok-secret')) })
  await there.send(choose.SMS)
  assert.ok(await until(() => there.view().problem?.id === 'error.unreachable'))
  assert.is(there.line.seen.length, 0)
  assert.not.match(JSON.stringify(there.view()), /tok-secret/)
  await there.end()
})

no('an enrollment that is gone is failed, and begun anew without the server', async () => {
  const there = await open()
  await there.node.engine.erase(there.enrollment.id)
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.state() === 'failed'))
  assert.equal([there.view().error, screen(there.view(), 'failed').bound], ['recordUnreadable', 'unknown'])
  const asked = there.line.seen.length
  assert.equal(there.enrollment.send(bare('enrollment.restarted')), { accepted: true })
  assert.equal([there.state(), there.enrollment.id], ['idle', ''])
  assert.is(there.line.seen.length, asked)
  there.enrollment.send(choose.OTP)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  await there.end()
})

no("somebody else's enrollment looks like one that is gone", async () => {
  const there = await open()
  const other = there.page({ enrollmentId: there.enrollment.id, getAccessToken: async () => 'bob' })
  assert.ok(await until(() => other.state() === 'failed'))
  assert.equal(other.enrollment.send(bare('enrollment.cancelled')), { accepted: true })
  assert.equal([other.state(), screen(other.view(), 'cancelled').bound], ['cancelled', 'unknown'])
  assert.is(there.state(), 'awaitingCode')
  await there.end()
})

no('too often: how long to wait, counted down, and no code before it', async () => {
  const there = await open()
  there.line.upset(/events$/, json(429, {}, { 'retry-after': '12' }))
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.view().error === 'throttled'))
  const until12 = there.clock.now() + 12_000
  assert.equal(there.view().problem, { id: 'error.throttled', params: { wait: 12 } })
  assert.equal(there.view().announce?.message, { id: 'error.throttled', params: { wait: null } })
  assert.is(screen(there.view(), 'awaitingCode').submitAt, until12)
  assert.equal(there.enrollment.send(submitCode), {
    accepted: false,
    reason: 'submitTooSoon',
    until: until12,
  })
  await there.pass(5_000)
  assert.equal(there.view().problem, { id: 'error.throttled', params: { wait: 7 } })
  await there.pass(7_000)
  assert.is(there.enrollment.getSnapshot().can.submit, true)
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.state() === 'done'))
  await there.end()
})

no('too often before anything: the choice stays open', async () => {
  const there = remote()
  there.line.upset(/enrollments$/, json(429, {}, { 'retry-after': '60' }))
  await there.send(choose.SMS)
  assert.ok(await until(() => there.view().error === 'throttled'))
  assert.equal([there.state(), there.view().can.choose], ['idle', true])
  assert.is(there.view().sendAgainAt, there.clock.now() + 60_000)
  await there.end()
})

no('a target that may not be: forbidden, and another may be chosen', async () => {
  const there = remote({ node: { server: { allowTarget: () => false } } })
  await there.send(choose.SMS)
  assert.ok(await until(() => there.view().error === 'forbidden'))
  assert.equal([there.state(), there.view().can.choose], ['idle', true])
  await there.end()
})

no('another tab was faster: the view that is true now, and no complaint', async () => {
  const there = await open()
  const other = there.page({ enrollmentId: there.enrollment.id })
  await until(() => other.state() === 'awaitingCode')
  // Nobody listens here, so nothing is heard of what the other one does.
  there.unsubscribe()
  await until(() => there.line.streams() === 1)
  other.enrollment.send(choose.OTP)
  await until(() => other.view().factorType === 'OTP' && other.state() === 'awaitingCode')
  assert.is(there.view().factorType, 'SMS')
  assert.equal(there.enrollment.send(submitCode), { accepted: true })
  assert.ok(await until(() => there.view().factorType === 'OTP'))
  const { generation } = screen(there.view(), 'awaitingCode')
  assert.is(generation, screen(other.view(), 'awaitingCode').generation)
  assert.is(there.view().problem, null)
  assert.is(there.named('enrollFactor').length, 0)
  await there.end()
})

no('a number that cools down, which no view tells, is told by the server', async () => {
  const there = await open()
  await there.send(choose.EMAIL)
  await until(() => there.view().factorType === 'EMAIL' && there.state() === 'awaitingCode')
  assert.equal(there.enrollment.send(choose.SMS), { accepted: true })
  assert.ok(await until(() => there.view().error === 'throttled'))
  assert.equal(there.view().problem, { id: 'error.throttled', params: { wait: 60 } })
  assert.is(there.view().factorType, 'EMAIL')
  await there.end()
})

no('a server that is about to stop is asked again, for it changed nothing', async () => {
  const there = await open()
  there.line.upset(/events$/, json(503, { reason: 'stopping' }, { 'retry-after': '1' }))
  there.enrollment.send(submitCode)
  await until(() => there.line.posts().length === 2)
  await there.pass(1_000)
  assert.ok(await until(() => there.state() === 'done'))
  assert.is(there.named('enrollFactor').length, 1)
  await there.end()
})

no('an answer that makes no sense is said to make none', async () => {
  for (const answer of [new Response('<html>', { status: 200 }), json(201, { state: 'enrolling' })]) {
    const there = remote()
    there.line.upset(/enrollments$/, answer)
    await there.send(choose.OTP)
    assert.ok(await until(() => there.view().error === 'invalidResponse'))
    assert.is(there.state(), 'idle')
    await there.end()
  }
})

no.run()
