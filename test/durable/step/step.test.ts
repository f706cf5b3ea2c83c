import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { redact, snapshotOf, stateOf, type EnrollmentSnapshot } from '../../../machines/index.ts'
import { initialRecord, step, type StepInput } from '../../../src/durable/step/step.ts'
import { bare, choose, enrollmentId, secrets, start, submitCode } from '../../machines/examples.ts'

const stepping = suite('step')

const failure = (tag: string, at = start) => ({
  error: { _tag: tag },
  sentAt: at,
  repliedAt: at,
  sendAgainAt: at + 60_000,
  override: null,
})

const issued = (at = start) => ({
  sentAt: at,
  repliedAt: at,
  enrollmentToken: redact(secrets.token),
  deadline: at + 60_000,
  sendAgainAt: at + 60_000,
  wrongCodeBudget: 1,
  externalPhotos: false,
  before: [],
  otp: null,
  recoveryCode: null,
})

const command = (given: unknown): StepInput => ({ type: 'command', command: given })
const stepped = (record: EnrollmentSnapshot, now: number, ...inputs: readonly StepInput[]) =>
  inputs.reduce((before, input) => step(before, input, now).record, record)

const fresh = initialRecord(enrollmentId)
const requesting = stepped(fresh, start, command(choose.SMS))
const tokenCame: StepInput = {
  type: 'result',
  call: 'sendEnrollFactorRequest',
  seq: 1,
  result: E.right(issued()),
}
const awaitingCode = stepped(requesting, start, tokenCame)
const binding = stepped(awaitingCode, start + 1_000, command(submitCode))
const timedOut: StepInput = {
  type: 'result',
  call: 'enrollFactor',
  seq: 2,
  result: E.left(failure('timedOut', start + 1_000)),
}
const asking = stepped(binding, start + 1_000, timedOut)
const listed = (seq: number, at: number): StepInput => ({
  type: 'result',
  call: 'listEnrolledFactors',
  seq,
  result: E.right({ sentAt: at, repliedAt: at, factors: [] }),
})
const pausing = stepped(asking, start + 1_000, listed(3, start + 1_000))

stepping('asks for one call when a command begins it, with what the call is given', () => {
  const { record, effects, timers, accepted } = step(fresh, command(choose.SMS), start)
  assert.is(record.value, 'requesting')
  assert.is(accepted, true)
  assert.equal(timers, [])
  assert.is(effects.length, 1)
  const [effect] = effects
  if (effect?.call !== 'sendEnrollFactorRequest') throw new Error('a request was asked for')
  assert.is(effect.seq, 1)
  assert.is(effect.input.attemptId, `${enrollmentId}:1`)
  assert.is(effect.input.choice.factorType, 'SMS')
})

stepping('arms the minute of a token once, by the clock it is given', () => {
  const { timers, effects } = step(requesting, tokenCame, start + 3_000)
  assert.equal(timers, [{ seq: 1, at: start + 60_000 }])
  assert.equal(effects, [])
})

stepping('a result for another call or of an earlier number is stale, and changes nothing', () => {
  const late: readonly StepInput[] = [
    { type: 'result', call: 'enrollFactor', seq: 1, result: E.right({ sentAt: start, repliedAt: start }) },
    tokenCame,
    { type: 'result', call: 'enrollFactor', seq: 3, result: E.right({ sentAt: start, repliedAt: start }) },
    listed(2, start),
  ]
  for (const input of late) {
    const { record, accepted, reason, effects, timers } = step(binding, input, start + 2_000)
    assert.is(record, binding)
    assert.equal(
      { accepted, reason, effects, timers },
      { accepted: false, reason: 'stale', effects: [], timers: [] },
    )
  }
})

stepping('a late answer of a request that was asked anew is not taken for the new one', () => {
  const again = stepped(requesting, start, { type: 'restored', sendAgainAt: start })
  const anew = stepped(again, start + 60_000, command(choose.EMAIL))
  assert.is(anew.value, 'requesting')
  assert.is(step(anew, tokenCame, start + 60_000).reason, 'stale')
})

stepping('a timer of an earlier number, or where nothing waits, is stale', () => {
  for (const [record, seq] of [
    [fresh, 0],
    [requesting, 1],
    [awaitingCode, 0],
    [binding, 2],
    [asking, 3],
    [pausing, 2],
  ] as const) {
    const next = step(record, { type: 'timer', seq }, start + 90_000)
    assert.is(next.record, record)
    assert.is(next.reason, 'stale')
  }
})

stepping('a timer that comes too early is armed again, for the token still lives', () => {
  const { record, reason, timers } = step(awaitingCode, { type: 'timer', seq: 1 }, start + 59_999)
  assert.is(record, awaitingCode)
  assert.is(reason, 'tooEarly')
  assert.equal(timers, [{ seq: 1, at: start + 60_000 }])
})

stepping('a timer on time ends the minute, and wipes the token', () => {
  const { record, effects, timers } = step(awaitingCode, { type: 'timer', seq: 1 }, start + 60_000)
  assert.is(record.value, 'expired')
  assert.is(record.context.challenge, null)
  assert.equal([effects, timers], [[], []])
})

stepping('with a clock set back behind the request the token counts as dead', () => {
  assert.is(step(awaitingCode, { type: 'timer', seq: 1 }, start - 3_600_000).record.value, 'expired')
  const submitted = step(awaitingCode, command(submitCode), start - 3_600_000)
  assert.is(submitted.record.value, 'expired')
  assert.equal([submitted.accepted, submitted.reason], [false, 'tokenExpired'])
})

stepping('with a clock set back a little the wait for the next listing ends when it is told to', () => {
  const { record, effects } = step(pausing, { type: 'timer', seq: 3 }, start)
  assert.equal(record.value, { reconciling: 'asking' })
  assert.is(effects[0]?.seq, 4)
})

stepping('a bind in doubt is looked up, waits, and is looked up again under a new number', () => {
  assert.equal(asking.value, { reconciling: 'asking' })
  const first = step(asking, listed(3, start + 1_000), start + 1_000)
  assert.equal(first.record.value, { reconciling: 'pausing' })
  assert.equal(first.timers, [{ seq: 3, at: start + 2_000 }])
  assert.equal(first.effects, [])
})

stepping('restored, a request is not sent again, and its target waits', () => {
  const { record, effects } = step(
    requesting,
    { type: 'restored', sendAgainAt: start + 70_000 },
    start + 10_000,
  )
  assert.is(record.value, 'idle')
  assert.equal(effects, [])
  const again = step(record, command(choose.SMS), start + 69_999)
  assert.equal([again.reason, again.until], ['coolingDown', start + 70_000])
  assert.is(step(record, command(choose.EMAIL), start + 69_999).accepted, true)
})

stepping('restored, a bind is not sent again but looked up', () => {
  const { record, effects } = step(binding, { type: 'restored', sendAgainAt: start }, start + 10_000)
  assert.equal(record.value, { reconciling: 'asking' })
  assert.is(effects[0]?.call, 'listEnrolledFactors')
  assert.is(record.context.submission, null)
})

stepping('what has ended takes nothing any more', () => {
  const ended = stepped(awaitingCode, start, command(bare('enrollment.cancelled')))
  assert.is(stateOf(ended), 'cancelled')
  const inputs: readonly StepInput[] = [
    command(choose.SMS),
    command(bare('enrollment.cancelled')),
    tokenCame,
    { type: 'timer', seq: 1 },
    { type: 'restored', sendAgainAt: start },
  ]
  for (const input of inputs) {
    const next = step(ended, input, start + 1)
    assert.is(next.record, ended)
    assert.is(next.reason, input.type === 'command' ? 'ended' : 'stale')
    assert.equal([next.effects, next.timers], [[], []])
  }
})

stepping("what is no command is refused, XState's own events among them", () => {
  for (const input of [
    null,
    'code.resend',
    { type: 'xstate.done.actor.enrollFactor', output: {} },
    { type: 'xstate.after.tokenLifetime.enrollment.awaitingCode' },
    { type: 'enrollment.restored', at: start, sendAgainAt: start },
  ]) {
    const { record, reason } = step(binding, command(input), start)
    assert.is(record, binding)
    assert.is(reason, 'notACommand')
  }
})

stepping('a left of anything is a failure and never a success', () => {
  for (const thrown of [new Error('a bug'), undefined, 'bound', { bound: true }]) {
    const result = E.left(thrown)
    const afterBind = step(binding, { type: 'result', call: 'enrollFactor', seq: 2, result }, start + 2_000)
    assert.is(stateOf(afterBind.record), 'reconciling')
    const afterRequest = step(
      requesting,
      { type: 'result', call: 'sendEnrollFactorRequest', seq: 1, result },
      start,
    )
    assert.is(afterRequest.record.value, 'failed')
  }
})

stepping('a record of an unknown version is expired, and goes on from there', () => {
  const unreadable = snapshotOf({ machineVersion: 99 }, null, enrollmentId)
  assert.is(unreadable.value, 'expired')
  assert.is(unreadable.context.error?._tag, 'recordUnreadable')
  assert.is(step(unreadable, command(choose.SMS), start).record.value, 'requesting')
  assert.is(step(unreadable, { type: 'timer', seq: 0 }, start).reason, 'stale')
})

stepping('does not change the record it is given', () => {
  const before = JSON.stringify([binding.value, binding.context])
  step(binding, timedOut, start + 1_000)
  step(binding, command(bare('enrollment.cancelled')), start + 1_000)
  assert.is(JSON.stringify([binding.value, binding.context]), before)
  assert.is(binding.value, 'binding')
})

stepping.run()
