// What every store must do. Each store's own test file runs this, and adds what only that store can go through.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { StoreError, type Change, type EnrollmentStore } from '../../src/durable/index.ts'
import { doesAsTheModel, explainsEachRow } from './store-properties.ts'
import { comparable, idsOf, insertOf, rowOf, strangeIds, unstorableIds, updateOf } from './stored-rows.ts'

/** A place for enrollments that nobody used before. */
export interface Place {
  readonly store: EnrollmentStore
  /** Another connection to the same enrollments. */
  readonly another: () => Promise<EnrollmentStore>
  readonly end: () => Promise<void>
}

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte)

const refusedWith = async (attempt: Promise<unknown>): Promise<StoreError> => {
  const error = await attempt.then(
    () => assert.unreachable('it should have been refused'),
    (reason: unknown) => reason,
  )
  assert.instance(error, StoreError)
  if (!(error instanceof StoreError)) throw error
  return error
}

export const storeContract = (name: string, open: () => Promise<Place>): void => {
  const contract = suite(`${name}: contract`)
  const rule = (sentence: string, check: (place: Place) => Promise<void>) =>
    contract(sentence, async () => {
      const place = await open()
      try {
        await check(place)
      } finally {
        await place.end()
      }
    })

  rule('begins empty', async ({ store }) => {
    assert.equal(await store.read(['a']), [])
    assert.equal(await store.readDue(Number.MAX_VALUE, 10), [])
    assert.is(await store.nextDue(), null)
    assert.equal(await store.commit([]), [])
    assert.equal(await store.read([]), [])
  })

  rule('gives back every field as it was, times with their fractions too', async ({ store }) => {
    const rows = [
      rowOf('a', {
        revision: 7,
        seq: 3,
        due: 1_790_000_000_000,
        writtenAt: 1_790_000_000_000.25,
        isLeased: true,
      }),
      rowOf('b', { revision: 2 ** 31 - 1, seq: 2 ** 31 - 1, due: null, writtenAt: -1, sealed: everyByte }),
      rowOf('c', { due: Number.MAX_SAFE_INTEGER, writtenAt: 0, sealed: new Uint8Array() }),
      rowOf('d', { sealed: new Uint8Array(100_000).fill(0xff) }),
    ]
    assert.equal(await store.commit(rows.map((row) => ({ type: 'insert', row }))), [true, true, true, true])
    assert.equal(comparable(await store.read(['d', 'a', 'c', 'b', 'a', 'nobody'])), comparable(rows))
    assert.ok((await store.read(['a'])).every(({ sealed }) => sealed instanceof Uint8Array))
  })

  rule('keeps bytes of its own, of a view too', async ({ store }) => {
    const bytes = Uint8Array.of(9, 1, 2, 3, 9)
    await store.commit([insertOf('a', { sealed: bytes.subarray(1, 4) })])
    bytes.fill(0)
    assert.equal(comparable(await store.read(['a'])), comparable([rowOf('a')]))
  })

  rule('tells strange ids apart, and finds each again', async ({ store }) => {
    await store.commit(strangeIds.map((id, seq) => insertOf(id, { seq })))
    assert.equal(
      comparable(await store.read(strangeIds)),
      comparable(strangeIds.map((id, seq) => rowOf(id, { seq }))),
    )
    assert.equal(
      await store.commit(strangeIds.map((id) => updateOf(id, 0))),
      strangeIds.map(() => true),
    )
  })

  rule('refuses an id that not every store can keep, and finds nothing by it', async ({ store }) => {
    for (const id of unstorableIds) {
      assert.is((await refusedWith(store.commit([insertOf('sound'), insertOf(id)]))).trouble, 'invalid')
    }
    assert.equal(await store.read([...unstorableIds, 'sound']), [])
  })

  rule('refuses numbers that no row can have', async ({ store }) => {
    const impossible: readonly Change[] = [
      insertOf('a', { due: Number.NaN }),
      insertOf('a', { writtenAt: Infinity }),
      insertOf('a', { revision: 0.5 }),
      insertOf('a', { seq: -1 }),
      updateOf('a', 0, { revision: 5 }),
      { type: 'extend', id: 'a', of: 0, due: Number.NaN, writtenAt: 0 },
    ]
    for (const change of impossible) {
      assert.is((await refusedWith(store.commit([change]))).trouble, 'invalid', JSON.stringify(change))
    }
  })

  rule('takes an insert once', async ({ store }) => {
    assert.equal(await store.commit([insertOf('a', { seq: 1 })]), [true])
    assert.equal(await store.commit([insertOf('a', { seq: 2 })]), [false])
    assert.equal(comparable(await store.read(['a'])), comparable([rowOf('a', { seq: 1 })]))
  })

  rule('takes an update of the revision that stands, and of no other', async ({ store }) => {
    await store.commit([insertOf('a')])
    assert.equal(await store.commit([updateOf('a', 0, { seq: 1, isLeased: true, due: null })]), [true])
    assert.equal(await store.commit([updateOf('a', 0, { seq: 2 })]), [false])
    assert.equal(await store.commit([updateOf('a', 2, { seq: 2 })]), [false])
    assert.equal(await store.commit([updateOf('nobody', 0)]), [false])
    assert.equal(
      comparable(await store.read(['a', 'nobody'])),
      comparable([rowOf('a', { revision: 1, seq: 1, isLeased: true, due: null })]),
    )
  })

  rule('extends a lease without touching anything else', async ({ store }) => {
    const leased = rowOf('a', { isLeased: true, seq: 4, sealed: everyByte })
    await store.commit([{ type: 'insert', row: leased }])
    const extend = (of: number): Change => ({ type: 'extend', id: 'a', of, due: 2_000, writtenAt: 1_500 })
    assert.equal(await store.commit([extend(1)]), [false])
    assert.equal(await store.commit([extend(0)]), [true])
    assert.equal(await store.commit([extend(0)]), [true], 'the revision stands, so it can be extended again')
    assert.equal(
      comparable(await store.read(['a'])),
      comparable([{ ...leased, due: 2_000, writtenAt: 1_500 }]),
    )
  })

  rule('erases the revision that stands, and takes the id anew', async ({ store }) => {
    await store.commit([insertOf('a'), insertOf('b')])
    assert.equal(await store.commit([{ type: 'erase', id: 'a', of: 1 }]), [false])
    assert.equal(await store.commit([{ type: 'erase', id: 'a', of: 0 }]), [true])
    assert.equal(await store.commit([{ type: 'erase', id: 'a', of: 0 }]), [false])
    assert.equal(idsOf(await store.read(['a', 'b'])), ['b'])
    assert.equal(await store.commit([insertOf('a')]), [true])
  })

  rule('judges changes of one id in one commit by what those before them did', async ({ store }) => {
    assert.equal(
      await store.commit([
        insertOf('a'),
        insertOf('a'),
        updateOf('a', 0),
        updateOf('a', 0),
        { type: 'extend', id: 'a', of: 1, due: 7, writtenAt: 8 },
        insertOf('b'),
        { type: 'erase', id: 'b', of: 0 },
        insertOf('b', { seq: 9 }),
      ]),
      [true, false, true, false, true, true, true, true],
    )
    assert.equal(
      comparable(await store.read(['a', 'b'])),
      comparable([rowOf('a', { revision: 1, due: 7, writtenAt: 8 }), rowOf('b', { seq: 9 })]),
    )
  })

  rule('does not let a change that is not made hinder the others', async ({ store }) => {
    await store.commit([insertOf('a'), insertOf('b')])
    assert.equal(await store.commit([updateOf('a', 5), updateOf('b', 0), insertOf('a'), insertOf('c')]), [
      false,
      true,
      false,
      true,
    ])
  })

  rule('reads what is due, the longest due first, and no more than asked for', async ({ store }) => {
    await store.commit([
      insertOf('late', { due: 900, writtenAt: 0 }),
      insertOf('now', { due: 1_000, writtenAt: 0 }),
      insertOf('never', { due: null, writtenAt: 0 }),
      insertOf('soon', { due: 1_000.5, writtenAt: 0 }),
      insertOf('first', { due: 100, writtenAt: 0 }),
    ])
    assert.equal(idsOf(await store.readDue(1_000, 10)), ['first', 'late', 'now'])
    assert.equal(idsOf(await store.readDue(1_000, 2)), ['first', 'late'])
    assert.equal(idsOf(await store.readDue(1_000, 0)), [])
    assert.equal(idsOf(await store.readDue(99, 10)), [])
    assert.equal(
      comparable(await store.readDue(100, 10)),
      comparable([rowOf('first', { due: 100, writtenAt: 0 })]),
    )
  })

  rule('takes rows from the future for due: the clock was set back', async ({ store }) => {
    await store.commit([
      insertOf('future', { due: 9_000, writtenAt: 8_000 }),
      insertOf('future, never due', { due: null, writtenAt: 8_000 }),
      insertOf('future, and due', { due: 200, writtenAt: 8_000 }),
      insertOf('due', { due: 100, writtenAt: 50 }),
      insertOf('just written', { due: 9_000, writtenAt: 1_000 }),
      insertOf('waiting', { due: 9_500, writtenAt: 50 }),
      insertOf('sooner in the future', { due: 8_500, writtenAt: 8_000 }),
    ])
    const all = ['due', 'future, and due', 'sooner in the future', 'future', 'future, never due']
    assert.equal(idsOf(await store.readDue(1_000, 10)), all)
    for (const limit of [1, 2, 3, 4, 5]) {
      assert.equal(idsOf(await store.readDue(1_000, limit)), all.slice(0, limit))
    }
    assert.equal(idsOf(await store.readDue(8_000, 10)), ['due', 'future, and due'])
  })

  rule('knows when the next is due', async ({ store }) => {
    await store.commit([
      insertOf('a', { due: null }),
      insertOf('b', { due: 700.5 }),
      insertOf('c', { due: 800 }),
    ])
    assert.is(await store.nextDue(), 700.5)
    await store.commit([{ type: 'erase', id: 'b', of: 0 }])
    assert.is(await store.nextDue(), 800)
    await store.commit([updateOf('c', 0, { due: null })])
    assert.is(await store.nextDue(), null)
  })

  rule('shows one connection what another has committed, at once', async ({ store, another }) => {
    const other = await another()
    await store.commit([insertOf('a')])
    assert.equal(idsOf(await other.read(['a'])), ['a'])
    assert.equal(await other.commit([updateOf('a', 0, { seq: 5 })]), [true])
    assert.equal(comparable(await store.read(['a'])), comparable([rowOf('a', { revision: 1, seq: 5 })]))
    assert.equal(await store.commit([updateOf('a', 0)]), [false])
  })

  rule('lets one of many who race for a revision have it', async ({ store, another }) => {
    const stores = [store, await another(), await another()]
    await store.commit([insertOf('a'), insertOf('b')])
    for (let of = 0; of < 20; of += 1) {
      const answers = await Promise.all(
        stores.map((each, seq) => each.commit([updateOf('a', of, { seq }), updateOf('b', of, { seq })])),
      )
      const winners = answers.flatMap((made, seq) => (made[0] === true ? [seq] : []))
      assert.is(winners.length, 1)
      assert.equal(
        answers.filter((made) => made[0] !== made[1]),
        [],
        'rows are taken in one order, so who has one has both',
      )
      assert.equal(
        (await store.read(['a', 'b'])).map(({ seq }) => seq),
        [winners[0], winners[0]],
      )
    }
    const inserted = await Promise.all(stores.map((each) => each.commit([insertOf('new')])))
    assert.is(inserted.flat().filter((made) => made).length, 1)
  })

  rule('keeps 10,000 rows of one commit, and finds what is due among them', async ({ store }) => {
    const count = 10_000
    const changes = Array.from({ length: count }, (_, index) =>
      insertOf(`e${index}`, { due: count - index, sealed: new Uint8Array(1_000).fill(index) }),
    )
    assert.ok((await store.commit(changes)).every((made) => made))
    assert.is(await store.nextDue(), 1)
    const due = await store.readDue(600, 500)
    assert.equal(
      idsOf(due),
      Array.from({ length: 500 }, (_, index) => `e${count - 1 - index}`),
    )
    assert.ok(due.every(({ id, sealed }) => sealed[999] === Number(id.slice(1)) % 256))
    assert.is(
      (await store.read(changes.map((change) => ('row' in change ? change.row.id : '')))).length,
      count,
    )
  })

  rule('refuses everything once it is closed, and may be closed twice', async ({ another }) => {
    const other = await another()
    await other.close()
    await other.close()
    const attempts = [
      () => other.read(['a']),
      () => other.read([]),
      () => other.readDue(0, 1),
      () => other.nextDue(),
      () => other.commit([insertOf('a')]),
      () => other.commit([]),
    ]
    for (const attempt of attempts) assert.is((await refusedWith(attempt())).trouble, 'closed')
  })

  rule('does as the model does, whatever is committed', ({ store }) => doesAsTheModel(store))

  rule('answers what several connections do to a row as if one had come after the other', async (place) =>
    explainsEachRow([place.store, await place.another(), await place.another()]),
  )

  contract.run()
}
