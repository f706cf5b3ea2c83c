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
    quietMs: 3_000,
    unreadable: (cause) => unreadable.push(cause),
  })
  const found = async (ids: readonly string[]) => (await look(ids)).map(({ id }) => id).toSorted()
  return { look, forget, found, asked, unreadable, state }
}

polled(
  'that wait for an answer are asked for each time, those that wait for a person now and then',
  async () => {
    const { found, asked, state } = watching({
      busy: rowOf('busy', { isLeased: true, due: 60_000 }),
      soon: rowOf('soon', { due: 2_000 }),
      quiet: rowOf('quiet', { due: 60_000 }),
    })
    const ids = ['busy', 'quiet', 'soon']
    assert.equal(await found(ids), ids)
    state.now = 1_000
    assert.equal(await found(ids), ids)
    assert.equal(asked, [...ids, 'busy', 'soon'])
    state.now = 3_000
    await found(ids)
    assert.is(asked.length, 8)
  },
)

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
    quietMs: 3_000,
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

polled('while Restate is away: the look fails', async () => {
  const { look } = watching({ any: new StoreError('unavailable', 'away') })
  const failure = await look(['any']).then(
    () => null,
    (error: unknown) => error,
  )
  assert.instance(failure, StoreError)
})

polled.run()
