import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { messageText, en } from '../../src/index.ts'
import { createServerClock } from '../../src/client/server-clock.ts'
import { screen } from '../live/live-enrollment.ts'
import { bare, choose, submitCode } from '../machines/examples.ts'
import { refused, wrongCode } from '../machines/scripted-service.ts'
import { remote, until } from './remote-enrollment.ts'

const clocks = suite('a device whose clock is wrong')

const hour = 3_600_000

for (const deviceAhead of [hour, -hour, 0])
  clocks(`by ${deviceAhead / hour} h: times are of its own clock, and the minute is a minute`, async () => {
    const there = remote({ deviceAhead })
    const now = () => there.clock.now() + deviceAhead
    there.enrollment.send(choose.SMS)
    await until(() => there.state() === 'awaitingCode')
    const view = screen(there.view(), 'awaitingCode')
    assert.equal(
      [view.secondsLeft, view.expiresAt, view.sendAgainAt, view.nextChangeAt],
      [60, now() + 60_000, now() + 60_000, now() + 40_000],
    )
    assert.equal(there.enrollment.send(bare('code.resend')), {
      accepted: false,
      reason: 'coolingDown',
      until: now() + 60_000,
    })
    await there.pass(45_000)
    assert.is(screen(there.view(), 'awaitingCode').secondsLeft, 15)
    there.enrollment.send(submitCode)
    assert.ok(await until(() => there.state() === 'done'))
    await there.end()
  })

clocks('is told of it after a second wrong code: of its own clock, and not of the server’s', async () => {
  const there = remote({ deviceAhead: 120_000, script: { enrollFactor: [wrongCode] } })
  there.enrollment.send(choose.OTP)
  await until(() => there.state() === 'awaitingCode')
  for (const id of ['error.wrongCode', 'wrongCodeAgain']) {
    there.enrollment.send(submitCode)
    assert.ok(await until(() => there.view().problem?.id === id))
  }
  const { problem } = there.view()
  assert.equal(problem, { id: 'wrongCodeAgain', params: { clockAheadSeconds: 120 } })
  assert.match(problem === null ? '' : messageText(en, problem), /2 min ahead/)
  await there.end()
})

clocks('a wait that the server tells is right here', async () => {
  const there = remote({
    deviceAhead: -hour,
    script: { enrollFactor: [refused({ _tag: 'throttled' })] },
  })
  there.enrollment.send(choose.OTP)
  await until(() => there.state() === 'awaitingCode')
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.view().error === 'throttled'))
  assert.is(screen(there.view(), 'awaitingCode').submitAt, there.clock.now() - hour + 5_000)
  await there.end()
})

clocks('the fastest answer tells best, until a clock is set', () => {
  const { heard } = createServerClock()
  assert.is(heard(10_000, 9_000), 1_000)
  assert.is(heard(12_000, 11_800), 1_000)
  assert.is(heard(13_000, 11_900), 1_100)
  // The device's clock was set an hour ahead.
  assert.is(heard(14_000, 12_900 + hour), 1_100 - hour)
})

clocks.run()
