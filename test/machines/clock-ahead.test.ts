import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { recordOf, snapshotOf, type ServiceError } from '../../machines/index.ts'
import { clockAheadOf } from '../../machines/enrollment/clock-ahead.ts'
import { choose, enrollmentId, start, submitCode } from './examples.ts'
import { later, refused, timedOut } from './scripted-service.ts'
import { awaitingCode, binding, started } from './started.ts'

const clock = suite("this side's clock against the server's")

const wrong = (serverTime?: number): ServiceError => ({
  _tag: 'wrongCode',
  ...(serverTime !== undefined && { serverTime }),
})
const failure = (error: ServiceError, sentAt: number, repliedAt: number) => ({
  error,
  sentAt,
  repliedAt,
  sendAgainAt: repliedAt,
  override: null,
})

clock('is ahead by what it shows more, and behind by what it shows less', () => {
  for (const [serverTime, expected] of [
    [start - 95_000, 94_500],
    [start + 95_000, -95_500],
    [start, -500],
    [start - 500, 0],
  ] as const)
    assert.is(clockAheadOf(failure(wrong(serverTime), start, start)), expected)
})

clock('is read in the middle between sending and reply', () => {
  assert.is(clockAheadOf(failure(wrong(start), start, start + 4_000)), 1_500)
  assert.is(clockAheadOf(failure(wrong(start), start - 4_000, start)), -2_500)
})

clock('is told in whole milliseconds', () => {
  for (const elapsed of [1, 3, 999]) {
    const ahead = clockAheadOf(failure(wrong(start), start, start + elapsed))
    assert.ok(Number.isInteger(ahead), `${elapsed}`)
  }
})

clock('is off by at most half a second more than half the way there and back, whatever the offset', () => {
  const span = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(fc.integer({ min: -90_000_000, max: 90_000_000 }), span, span, (offset, there, back) => {
      // The server's clock is read on arrival, and its Date says whole seconds.
      const serverTime = Math.floor((start + there - offset) / 1_000) * 1_000
      const measured = clockAheadOf(failure(wrong(serverTime), start, start + there + back)) ?? Number.NaN
      assert.ok(Math.abs(measured - offset) <= (there + back) / 2 + 501, `${measured} for ${offset}`)
    }),
  )
})

clock('is not known where the reply did not tell', () => {
  assert.is(clockAheadOf(failure(wrong(), start, start)), null)
})

clock('is not asked of other errors', () => {
  const strange = { ...wrong(start), _tag: 'forbidden' } as const
  assert.is(clockAheadOf(failure(strange, start, start)), null)
})

const answers = (...errors: readonly ServiceError[]) => ({ script: { enrollFactor: errors.map(refused) } })

clock('is remembered as the last wrong code told it, and forgotten if that did not', async () => {
  const enrollment = await awaitingCode('OTP', answers(wrong(start - 30_000), wrong(start - 95_000), wrong()))
  assert.is(enrollment.context().clockAheadMs, null)
  const remembered: (number | null)[] = []
  for (let code = 0; code < 3; code += 1) {
    await enrollment.send(submitCode)
    remembered.push(enrollment.context().clockAheadMs)
  }
  assert.equal(remembered, [29_500, 94_500, null])
})

clock('counts the time that the bind was on its way', async () => {
  const enrollment = await binding('OTP', { script: { enrollFactor: [later] } })
  enrollment.clock.increment(6_000)
  enrollment.open('enrollFactor').answer(refused(wrong(start + 3_000)))
  await enrollment.settled()
  assert.is(enrollment.context().clockAheadMs, -500)
})

clock('stays as it was measured through errors that say nothing of it', async () => {
  const enrollment = await awaitingCode(
    'OTP',
    answers(wrong(start - 95_000), { _tag: 'invalidInput', field: null }),
  )
  await enrollment.send(submitCode, submitCode)
  assert.is(enrollment.context().error?._tag, 'invalidInput')
  assert.is(enrollment.context().clockAheadMs, 94_500)
})

clock('is forgotten when something is asked anew', async () => {
  for (const next of ['OTP', 'SMS'] as const) {
    const enrollment = await awaitingCode('OTP', answers(wrong(start - 95_000)))
    await enrollment.send(submitCode, choose[next])
    assert.is(enrollment.state(), 'awaitingCode')
    assert.is(enrollment.context().clockAheadMs, null)
  }
})

clock('is forgotten with a new start', async () => {
  const enrollment = await awaitingCode('OTP', answers(wrong(start - 95_000), { _tag: 'unauthorized' }))
  await enrollment.send(submitCode, submitCode)
  assert.is(enrollment.state(), 'failed')
  assert.is(enrollment.context().clockAheadMs, 94_500)
  await enrollment.send({ type: 'enrollment.restarted' })
  assert.is(enrollment.context().clockAheadMs, null)
})

for (const keeps of ['with', 'without'] as const)
  clock(`is in the record, ${keeps} secrets`, async () => {
    const enrollment = await awaitingCode('OTP', answers(wrong(start - 95_000)))
    await enrollment.send(submitCode)
    const { record, secrets } = recordOf(enrollment.actor.getSnapshot())
    assert.is(record.context.clockAheadMs, 94_500)
    const json: unknown = JSON.parse(JSON.stringify(record))
    const revived = started({ snapshot: snapshotOf(json, keeps === 'with' ? secrets : null, enrollmentId) })
    assert.is(revived.context().clockAheadMs, 94_500)
  })

for (const serverTime of [Number.NaN, Number.POSITIVE_INFINITY, '2023-11-14', null])
  clock(`of ${JSON.stringify(serverTime)} is a lie of the service, and no measure`, async () => {
    const lie = { _tag: 'Left', left: { _tag: 'wrongCode', serverTime } } as const
    const script = { enrollFactor: [lie], listEnrolledFactors: [timedOut, later] }
    const enrollment = await awaitingCode('OTP', { script })
    enrollment.tell(submitCode)
    await enrollment.reached('reconciling')
    assert.equal(enrollment.context().error, { _tag: 'defect' })
    assert.is(enrollment.context().clockAheadMs, null)
  })

clock.run()
