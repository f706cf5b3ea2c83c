import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { CommandInput, Refusal } from '../../src/index.ts'
import {
  bare,
  bareCommands,
  choose,
  start,
  submitCode,
  submitFor,
  submitPhoto,
} from '../machines/examples.ts'
import { flushed, live, screen, type Live } from './live-enrollment.ts'
import { boundStory, doneStory, factorTypes, stories } from './stories.ts'

const refusals = suite('what is not taken')

/** Sends it, and checks that it is refused for this reason, changes nothing and asks the service for nothing. */
const isRefused = async (told: Live, command: CommandInput, reason: Refusal) => {
  const before = told.enrollment.getSnapshot()
  const calls = told.calls.length
  const sent = told.enrollment.send(command)
  assert.equal([sent.accepted, !sent.accepted && sent.reason], [false, reason])
  // A wait says until when, and nothing else does.
  const waits = reason === 'coolingDown' || reason === 'submitTooSoon'
  assert.is(!sent.accepted && sent.until !== undefined && sent.until > told.clock.now(), waits)
  await flushed()
  assert.is(told.enrollment.getSnapshot(), before)
  assert.is(told.calls.length, calls)
}

const commands = [choose.OTP, submitCode, submitPhoto, ...bareCommands]
const taken: Readonly<Record<string, readonly CommandInput['type'][]>> = {
  idle: ['factor.chosen'],
  requesting: [],
  binding: [],
  reconciling: [],
  expired: ['factor.chosen', 'enrollment.renewed'],
  failed: ['enrollment.restarted'],
}
for (const [state, types] of Object.entries(taken))
  refusals(`notNow: everything that does not belong to ${state}`, async () => {
    const story = Object.entries(stories).find(([name]) => name === state)?.[1]
    if (story === undefined) throw new Error(`There is no story of ${state}`)
    for (const command of commands.filter(({ type }) => !types.includes(type)))
      await isRefused(await story('OTP'), command, 'notNow')
  })

refusals('notNow: everything but saving a recovery code that is shown', async () => {
  for (const command of commands.filter(({ type }) => type !== 'recoveryCode.saved'))
    await isRefused(await boundStory('OTP'), command, 'notNow')
})

refusals('notNow: a photo for a code, a code for a photo, and a message where none is sent', async () => {
  await isRefused(await stories.awaitingCode('OTP'), submitPhoto, 'notNow')
  await isRefused(await stories.awaitingCode('FACE'), submitCode, 'notNow')
  for (const factorType of ['OTP', 'FACE'] as const)
    await isRefused(await stories.awaitingCode(factorType), bare('code.resend'), 'notNow')
})

refusals('ended: everything, once it is done or cancelled', async () => {
  for (const story of [doneStory, stories.cancelled])
    for (const command of [...commands, bare('enrollment.cancelled')])
      await isRefused(await story('SMS'), command, 'ended')
})

refusals('ended: everything, once it was stopped', async () => {
  for (const command of [...commands, bare('enrollment.cancelled')]) {
    const told = await stories.awaitingCode('OTP')
    told.enrollment.stop()
    await isRefused(told, command, 'ended')
  }
})

refusals('invalidCode: what is no code of 4 to 8 digits', async () => {
  const told = await stories.awaitingCode('SMS')
  for (const passCode of [
    '',
    '123',
    '123456789',
    '12e4',
    'abcdef',
    '１２',
    '-',
    ' ',
    '<script>',
    '12345678 '.repeat(8),
  ])
    await isRefused(told, { type: 'code.submitted', passCode }, 'invalidCode')
})

refusals('invalidCode: a code of another length than the app shows', async () => {
  const told = await stories.awaitingCode('OTP')
  for (const passCode of ['1234', '12345', '1234567', '12345678'])
    await isRefused(told, { type: 'code.submitted', passCode }, 'invalidCode')
})

refusals('invalidPhoto: a photo that is nowhere', async () => {
  const told = await stories.awaitingCode('FACE')
  for (const photo of ['', '  ', 'x'.repeat(2_049)])
    await isRefused(told, { type: 'photo.submitted', photo, isExternalPhoto: false }, 'invalidPhoto')
})

refusals('invalidProfile: a number or address that is none', async () => {
  const told = live()
  for (const phoneNumber of ['', '12', '1234567890123456', 'call me', '+8618800000000'])
    await isRefused(told, { ...choose.SMS, profile: { phoneNumber } }, 'invalidProfile')
  for (const phoneCountryCode of ['', '86', '+0', '+12345', '++1'])
    await isRefused(
      told,
      { ...choose.SMS, profile: { phoneNumber: '18800000000', phoneCountryCode } },
      'invalidProfile',
    )
  for (const email of [
    '',
    'mina',
    'mina@',
    '@example.org',
    'a b@example.org',
    'a\u001B[31m@example.org',
    '\u202Ea@example.org',
    'a@b@c',
    `${'x'.repeat(65)}@example.org`,
  ])
    await isRefused(told, { ...choose.EMAIL, profile: { email } }, 'invalidProfile')
})

refusals('coolingDown: a second message to the same target, however it is asked for', async () => {
  for (const factorType of ['SMS', 'EMAIL'] as const) {
    const told = await stories.awaitingCode(factorType)
    told.clock.jump(59_999)
    for (const command of [bare('code.resend'), choose[factorType]])
      await isRefused(told, command, 'coolingDown')
    told.clock.jump(1)
    assert.equal(told.enrollment.send(bare('code.resend')), { accepted: true })
    const idle = await stories.idleThrottled(factorType)
    await isRefused(idle, choose[factorType], 'coolingDown')
    const expired = await stories.expiredAtOnce(factorType)
    await isRefused(expired, bare('enrollment.renewed'), 'coolingDown')
  }
})

refusals(
  'coolingDown: it would be taken at the moment that is told, also for a target not at hand',
  async () => {
    const told = await stories.awaitingCode('SMS')
    await told.send(choose.EMAIL)
    const sent = told.enrollment.send(choose.SMS)
    const until = sent.accepted ? 0 : (sent.until ?? 0)
    assert.is(told.view().sendAgainAt === null || until <= (told.view().sendAgainAt ?? 0), true)
    told.clock.jump(until - told.clock.now() - 1)
    assert.is(told.enrollment.send(choose.SMS).accepted, false)
    told.clock.jump(1)
    assert.is(told.enrollment.send(choose.SMS).accepted, true)
  },
)

refusals('staleGeneration: a code that was meant for another token', async () => {
  for (const factorType of factorTypes) {
    const told = await stories.awaitingCode(factorType)
    const { generation } = screen(told.view(), 'awaitingCode')
    for (const other of [generation - 1, generation + 1, 0, Number.NaN])
      await isRefused(told, { ...submitFor[factorType], generation: other }, 'staleGeneration')
    assert.equal(told.enrollment.send({ ...submitFor[factorType], generation }), { accepted: true })
  }
})

refusals('submitTooSoon: a code before the server listens again', async () => {
  for (const factorType of factorTypes) {
    const told = await stories.awaitingCodeThrottled(factorType)
    await isRefused(told, submitFor[factorType], 'submitTooSoon')
    told.clock.jump(5_000)
    assert.equal(told.enrollment.send(submitFor[factorType]), { accepted: true })
  }
})

refusals('tokenExpired: a code too late is refused, never sent, and ends the minute', async () => {
  for (const factorType of factorTypes)
    for (const ms of [60_000, 3_600_000, -1]) {
      const told = await stories.awaitingCode(factorType)
      told.clock.jump(ms)
      assert.is(told.enrollment.getSnapshot().state, 'awaitingCode')
      assert.equal(told.enrollment.send(submitFor[factorType]), { accepted: false, reason: 'tokenExpired' })
      assert.is(told.enrollment.getSnapshot().state, 'expired')
      await flushed()
      assert.is(told.named('enrollFactor').length, 0)
    }
})

refusals('profileMissing: a renewal after a restart that kept no contact data', async () => {
  for (const factorType of ['SMS', 'EMAIL'] as const) {
    const stored = (await stories.awaitingCode(factorType)).enrollment.persist()
    const told = live({ record: stored })
    assert.is(told.state(), 'expired')
    assert.is(told.view().can.renew, false)
    await isRefused(told, bare('enrollment.renewed'), 'profileMissing')
  }
})

refusals('nothing: a renewal after such a restart, for factors without contact data', async () => {
  for (const factorType of ['OTP', 'FACE'] as const) {
    const told = live({ record: (await stories.awaitingCode(factorType)).enrollment.persist() })
    const view = told.view()
    assert.equal(
      [view.state, view.message.id, view.error, view.can.renew],
      ['expired', 'reloaded', null, true],
    )
    await told.send(bare('enrollment.renewed'))
    assert.is(told.state(), 'awaitingCode')
  }
})

refusals('is not a wish to leave that is repeated: it is taken, and is still one', async () => {
  const told = await stories.bindingLeaving('SMS')
  assert.equal(told.enrollment.send(bare('enrollment.cancelled')), { accepted: true })
  assert.is(screen(told.view(), 'binding').leaving, true)
  assert.is(told.clock.now(), start)
})

refusals.run()
