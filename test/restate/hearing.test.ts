import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { StoreError, UnreadableEnrollmentError } from '../../src/durable/index.ts'
import { createReports } from '../../src/durable/host/index.ts'
import { createHearing } from '../../src/restate/engine/hearing.ts'
import { testClock } from '../live/live-enrollment.ts'

const hearing = suite('how Restate is')

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const away = () => new StoreError('unavailable', 'Restate did not answer.')

const world = () => {
  const clock = testClock(0)
  const defects: unknown[] = []
  const reports = createReports((defect) => defects.push(defect))
  const state = { isAway: true, asked: 0, answers: true }
  const heard = createHearing({
    clock,
    reports,
    ask: async () => {
      state.asked += 1
      if (!state.answers) await new Promise(() => undefined)
      if (state.isAway) throw away()
    },
  })
  const pass = async (ms: number) => {
    clock.advance(ms)
    await settle()
  }
  return { ...heard, clock, defects, reports, state, pass, failure: () => reports.health().storeFailure }
}

hearing('asks by itself while it fails, less and less often, until it works', async () => {
  const { failed, pass, state, failure, defects, clock } = world()
  assert.is(clock.pending.size, 0)
  failed(away())
  const asked = []
  for (const ms of [499, 1, 1_000, 2_000, 4_000, 5_000, 4_999, 1]) {
    await pass(ms)
    asked.push(state.asked)
  }
  assert.equal(asked, [0, 1, 2, 3, 4, 5, 5, 6])
  assert.is(failure(), 'Restate did not answer.')
  assert.is(defects.length, 1, 'told once')
  state.isAway = false
  await pass(5_000)
  assert.is(failure(), null)
  assert.is(clock.pending.size, 0, 'asks no more')
  failed(away())
  await pass(500)
  assert.is(state.asked, 8, 'and soon again after the next failure')
})

hearing('asks nothing if somebody else found that it works', async () => {
  const { failed, heard, pass, state, clock } = world()
  failed(away())
  assert.is(await heard(async () => 'a row'), 'a row')
  await pass(500)
  assert.is(state.asked, 0)
  assert.is(clock.pending.size, 0)
})

hearing('takes for an answer that it cannot open what it keeps', async () => {
  const { failed, heard, failure } = world()
  failed(away())
  const unreadable = new UnreadableEnrollmentError('e', { _tag: 'damaged' })
  const thrown = await heard(() => Promise.reject(unreadable)).catch((cause: unknown) => cause)
  assert.is(thrown, unreadable)
  assert.is(failure(), null)
})

hearing('has one question under way at a time, and none after its end', async () => {
  const { failed, pass, state, stop, clock } = world()
  state.answers = false
  failed(away())
  await pass(500)
  failed(away())
  await pass(60_000)
  assert.is(state.asked, 1)
  stop()
  const other = world()
  other.failed(away())
  other.stop()
  other.failed(away())
  assert.is(other.clock.pending.size, 0)
  assert.is(clock.pending.size, 0)
})

hearing.run()
