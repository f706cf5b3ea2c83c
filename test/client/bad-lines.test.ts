import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { choose, submitCode } from '../machines/examples.ts'
import { later } from '../machines/scripted-service.ts'
import { inBrowser } from './in-browser.ts'
import { quiet, remote, until, type Remote, type RemoteTestOptions } from './remote-enrollment.ts'

const lines = suite('networks that lie, and devices that sleep')

const html = (status: number) =>
  new Response('<!doctype html><h1>Welcome to our guest network</h1>', {
    status,
    headers: { 'content-type': 'text/html' },
  })

const open = async (options: RemoteTestOptions = {}) => {
  const there = remote(options)
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  await quiet()
  return there
}

const streams = ({ line }: Remote) => line.seen.filter(({ path }) => path.endsWith('/stream')).length

lines('a page in the place of the stream is no stream, and said to be none', async () => {
  const there = await open()
  there.line.upset(/stream$/, html(200))
  there.line.cut()
  await quiet()
  await there.pass(1_000)
  assert.ok(await until(() => there.view().problem?.id === 'connectionLost'))
  await quiet()
  await there.pass(2_000)
  assert.ok(await until(() => there.line.streams() === 1 && there.view().problem === null))
  there.line.upset(/stream$/, html(200))
  const other = there.page({ enrollmentId: there.enrollment.id })
  assert.ok(await until(() => other.view().problem?.id === 'error.invalidResponse'))
  await quiet()
  await there.pass(1_000)
  assert.ok(await until(() => other.state() === 'awaitingCode'))
  assert.is(other.view().problem, null)
  await there.end()
})

lines('a 404 of something else than the server is not the end of the enrollment', async () => {
  const there = await open({ script: { enrollFactor: [later] } })
  there.line.upset(/stream$/, html(404))
  there.line.cut()
  await quiet()
  await there.pass(1_000)
  assert.ok(await until(() => there.view().problem?.id === 'connectionLost'))
  await quiet()
  assert.is(there.state(), 'awaitingCode')
  await there.pass(2_000)
  assert.ok(await until(() => there.line.streams() === 1))
  // Of a code, and of the look for what became of one.
  there.line.upset(/events$/, html(404))
  await there.send(submitCode)
  assert.equal([there.state(), there.view().error], ['awaitingCode', 'notFound'])
  there.line.upset(/events$/, 'answerLost')
  there.line.upset(/^GET .*[^m]$/, html(404))
  await there.send(submitCode)
  await until(() => there.named('enrollFactor').length === 1)
  there.named('enrollFactor')[0]?.answer({ _tag: 'Right', right: { bound: true } })
  await there.pass(2_000)
  assert.ok(await until(() => there.state() === 'done'))
  await there.end()
})

lines('a proxy that keeps the stream to itself: it is looked at each few seconds', async () => {
  const there = remote()
  there.line.mute(true)
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.line.posts().length === 1))
  await quiet()
  await there.pass(4_000)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  const other = there.page({ enrollmentId: there.enrollment.id })
  await quiet()
  await there.pass(4_000)
  assert.ok(await until(() => other.state() === 'awaitingCode'))
  await there.send(submitCode)
  await there.pass(4_000)
  assert.ok(await until(() => there.state() === 'done' && other.state() === 'done'))
  await there.end()
})

lines('a stream that is cut after its first view each time is asked for less and less often', async () => {
  const there = await open()
  const before = streams(there)
  for (let second = 0; second < 40; second += 1) {
    there.line.cut()
    await there.pass(1_000)
  }
  const made = streams(there) - before
  assert.ok(made >= 4 && made <= 7, `${made} in 40 s`)
  await there.end()
})

for (const [who, status] of [
  ['the tab that is one too many', 429],
  ['whoever comes to a server with as many streams as it bears', 503],
] as const)
  lines(`${who} is some seconds behind at most, however long it is there`, async () => {
    const there = await open({ script: { enrollFactor: [later] } })
    for (let made = 0; made < 60; made += 1)
      there.line.upset(/stream$/, new Response('{}', { status, headers: { 'retry-after': '15' } }))
    const sixth = there.page({ enrollmentId: there.enrollment.id })
    assert.ok(await until(() => sixth.state() === 'awaitingCode'))
    await there.pass(50_000)
    assert.is(sixth.view().problem, null)
    // What it sends itself is as fast as ever.
    sixth.enrollment.send(submitCode)
    await until(() => there.named('enrollFactor').length === 1)
    assert.ok(await until(() => there.state() === 'binding'))
    there.named('enrollFactor')[0]?.answer({ _tag: 'Right', right: { bound: true } })
    await there.pass(5_000)
    assert.ok(await until(() => sixth.state() === 'done'))
    await there.end()
  })

lines('seen again after a sleep, a stream that is dead without a word is opened anew at once', async () => {
  await inBrowser(async ({ seen }) => {
    const there = await open()
    there.unsubscribe()
    let sleptMs = 0
    const clock = { ...there.clock, now: () => there.clock.now() + sleptMs }
    const device = there.page({ enrollmentId: there.enrollment.id, clock })
    assert.ok(await until(() => device.state() === 'awaitingCode'))
    const before = streams(there)
    seen()
    await quiet()
    assert.is(streams(there), before, 'a glance at another tab')
    // Timers stand still while it sleeps, and what was sent meanwhile never comes.
    there.line.mute(true)
    sleptMs = 600_000
    there.line.mute(false)
    seen()
    assert.ok(await until(() => streams(there) === before + 1))
    await there.end()
  })
})

lines('nobody tells of the sleep: it is noticed at the next beat', async () => {
  const there = await open()
  there.unsubscribe()
  let sleptMs = 0
  const clock = { ...there.clock, now: () => there.clock.now() + sleptMs }
  const device = there.page({ enrollmentId: there.enrollment.id, clock })
  assert.ok(await until(() => device.state() === 'awaitingCode'))
  const before = streams(there)
  there.line.mute(true)
  sleptMs = 600_000
  await there.pass(15_000)
  there.line.mute(false)
  await there.pass(1_000)
  assert.ok(await until(() => streams(there) === before + 1))
  await there.end()
})

lines('back online, an attempt that comes a moment too early is followed by another one soon', async () => {
  await inBrowser(async ({ online }) => {
    const there = await open()
    there.line.down(true)
    await there.pass(300_000)
    online()
    await quiet()
    there.line.down(false)
    await there.pass(1_000)
    assert.ok(await until(() => there.line.streams() === 1))
    await there.end()
  })
})

lines.run()
