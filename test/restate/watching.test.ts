import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { initialRecord, StoreError, type StoredRow } from '../../src/durable/index.ts'
import { createWatching } from '../../src/restate/engine/watching.ts'
import { viewOf } from '../../src/view/index.ts'
import { testClock } from '../live/live-enrollment.ts'

const watched = suite('watching over Restate')

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

const rowOf = (revision: number): StoredRow => ({
  id: 'e',
  revision,
  seq: revision,
  due: 60_000,
  writtenAt: 0,
  isLeased: false,
  sealed: new Uint8Array(),
})

const world = () => {
  const clock = testClock(0)
  const asked: string[] = []
  const failures: unknown[] = []
  const state: { row: StoredRow | null; isAway: boolean } = { row: rowOf(1), isAway: false }
  const view = viewOf(initialRecord('e'), 0)
  const watching = createWatching({
    clock,
    pollMs: 1_000,
    read: async (id) => {
      asked.push(id)
      if (state.isAway) throw new StoreError('unavailable', 'away')
      return state.row
    },
    answers: { shownOf: () => ({ view, owner: null }) },
    reports: { failed: (cause) => failures.push(cause), report: (cause) => failures.push(cause) },
  })
  return { ...watching, clock, asked, failures, state }
}

watched('what this process changed is read and told at once, without a look', async () => {
  const { watch, changed, clock, asked, state, stop } = world()
  let told = 0
  watch('e', () => (told += 1))
  clock.advance(0)
  await settle()
  assert.equal([told, asked.length], [1, 1])
  state.row = rowOf(2)
  changed('e')
  await settle()
  assert.equal([told, asked.length], [2, 2])
  stop()
})

watched('what nobody watches is not read', async () => {
  const { changed, asked } = world()
  changed('e')
  await settle()
  assert.equal(asked, [])
})

watched('a change that cannot be read is found by the next look', async () => {
  const { watch, changed, clock, failures, state, stop } = world()
  let told = 0
  watch('e', () => (told += 1))
  clock.advance(0)
  await settle()
  state.row = rowOf(2)
  state.isAway = true
  changed('e')
  await settle()
  assert.is(failures.length, 1)
  assert.is(told, 1)
  state.isAway = false
  clock.advance(75)
  await settle()
  assert.is(told, 2)
  stop()
})

watched.run()
