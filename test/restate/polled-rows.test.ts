import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { StoreError, UnreadableEnrollmentError, type StoredRow } from '../../src/durable/index.ts'
import { createPolledRows } from '../../src/restate/engine/polled-rows.ts'

const polled = suite('watched rows')

const rowOf = (id: string, about: Partial<StoredRow> = {}): StoredRow => ({
  id,
  revision: 1,
  seq: 1,
  due: null,
  writtenAt: 0,
  isLeased: false,
  sealed: new Uint8Array(),
  ...about,
})

const watching = (rows: Readonly<Record<string, StoredRow | Error>>, watched = Object.keys(rows)) => {
  const asked: string[] = []
  const unreadable: Error[] = []
  const state = { now: 0, watched }
  const { look, forget } = createPolledRows({
    read: async (id) => {
      asked.push(id)
      const row = rows[id] ?? null
      if (row instanceof Error) throw row
      return row
    },
    isWatched: (id) => state.watched.includes(id),
    now: () => state.now,
    pollMs: 1_000,
    unreadable: (cause) => unreadable.push(cause),
  })
  const found = async (ids: readonly string[]) => (await look(ids)).map(({ id }) => id).toSorted()
  return { look, forget, found, asked, unreadable, state }
}

polled('that wait for a person are asked for now and then, the others more often', async () => {
  const { found, asked, state } = watching({
    busy: rowOf('busy', { isLeased: true, due: 60_000, writtenAt: -60_000 }),
    soon: rowOf('soon', { due: 2_000 }),
    quiet: rowOf('quiet', { due: 60_000 }),
  })
  const ids = ['busy', 'quiet', 'soon']
  assert.equal(await found(ids), ids)
  state.now = 999
  assert.equal(await found(ids), ids)
  assert.equal(asked, ids)
  state.now = 1_000
  assert.equal(await found(ids), ids)
  assert.equal(asked, [...ids, 'busy', 'soon'])
  state.now = 3_000
  await found(ids)
  assert.is(asked.length, 8)
})

polled('whose call has just begun are asked for often, and less and less the longer it takes', async () => {
  const { found, asked, state } = watching({ busy: rowOf('busy', { isLeased: true, due: 60_000 }) })
  const askedAt: number[] = []
  for (state.now = 0; state.now < 12_000; state.now += 75) {
    const before = asked.length
    await found(['busy'])
    if (asked.length > before) askedAt.push(state.now)
  }
  assert.equal(askedAt.slice(0, 4), [0, 150, 300, 450])
  const pauses = askedAt.map((at, index) => at - (askedAt[index - 1] ?? at)).slice(1)
  assert.equal(
    pauses,
    pauses.toSorted((one, other) => one - other),
  )
  assert.is(pauses.at(-1), 1_050, 'as often as the others')
  assert.ok(askedAt.length < 36, String(askedAt.length))
})

polled('of which many are busy: few are hurried at once, those that have waited longest', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `busy-${index}`)
  const { found, asked, state } = watching(
    Object.fromEntries(ids.map((id) => [id, rowOf(id, { isLeased: true, due: 60_000 })])),
  )
  await found(ids)
  state.now = 150
  assert.is((await found(ids)).length, 20)
  state.now = 225
  await found(ids)
  state.now = 300
  await found(ids)
  const hurried = asked.slice(20)
  assert.is(hurried.length, 24)
  assert.equal(new Set(hurried.slice(0, 16)), new Set(ids.slice(0, 16)))
  assert.equal(hurried.slice(16, 20), ids.slice(16))
})

polled('that are gone are not there, and are read anew once they are watched again', async () => {
  const { found, asked, state } = watching({ quiet: rowOf('quiet') })
  assert.equal(await found(['quiet', 'gone']), ['quiet'])
  state.watched = []
  await found([])
  state.watched = ['quiet']
  await found(['quiet'])
  assert.is(asked.filter((id) => id === 'quiet').length, 2)
})

polled('that somebody changed, or begins to watch, are read anew', async () => {
  const { found, forget, asked } = watching({ quiet: rowOf('quiet') })
  await found(['quiet'])
  forget('quiet')
  await found(['quiet'])
  assert.is(asked.length, 2)
})

polled('that changed while they were read are read anew', async () => {
  const rows = [rowOf('quiet'), rowOf('quiet', { revision: 2 })]
  let answer: (row: StoredRow | null) => void = () => undefined
  const { look, forget } = createPolledRows({
    read: () => new Promise((resolve) => (answer = resolve)),
    isWatched: () => true,
    now: () => 0,
    pollMs: 1_000,
    unreadable: () => undefined,
  })
  const before = look(['quiet'])
  forget('quiet')
  answer(rows[0] ?? null)
  await before
  const after = look(['quiet'])
  answer(rows[1] ?? null)
  assert.is((await after)[0]?.revision, 2)
})

polled('of which one cannot be read: the others can, and it is no news', async () => {
  const broken = new UnreadableEnrollmentError('broken', { _tag: 'damaged' })
  const { look, unreadable } = watching({ broken, good: rowOf('good') })
  const rows = await look(['broken', 'good'])
  assert.is(rows.find(({ id }) => id === 'broken')?.revision, -2)
  assert.is(rows.find(({ id }) => id === 'good')?.revision, 1)
  assert.equal(unreadable, [broken])
})

polled('that are not there, or cannot be read, are asked for no more often than others', async () => {
  const broken = new UnreadableEnrollmentError('broken', { _tag: 'damaged' })
  const { look, asked, state } = watching({ broken }, ['broken', 'gone'])
  for (state.now = 0; state.now < 3_000; state.now += 75) await look(['broken', 'gone'])
  assert.equal(asked.toSorted(), ['broken', 'gone', 'gone', 'gone'])
})

polled('of which another changed while they were read are not read anew', async () => {
  const { look, forget, asked } = watching({ quiet: rowOf('quiet'), other: rowOf('other') })
  const before = look(['quiet'])
  forget('other')
  await before
  await look(['quiet'])
  assert.equal(asked, ['quiet'])
})

polled('while Restate is away: the look fails, and it is left alone for a while', async () => {
  const away = new StoreError('unavailable', 'away')
  const { look, asked, state } = watching({ any: away })
  for (state.now = 0; state.now < 3_000; state.now += 75) {
    const failure = await look(['any']).then(
      () => null,
      (error: unknown) => error,
    )
    assert.is(failure, away)
  }
  assert.is(asked.length, 3)
})

polled.run()
