// What holds of every store for commits of chance, held against the plain model.
import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import type { EnrollmentStore } from '../../src/durable/index.ts'
import {
  afterCommit,
  anyChanges,
  anyTime,
  changedId,
  changesOfEachRowOnce,
  modelIds,
  type Model,
} from './store-model.ts'
import { comparable } from './stored-rows.ts'

const eraseAll = async (store: EnrollmentStore) => {
  const rows = await store.read(modelIds)
  await store.commit(rows.map(({ id, revision }) => ({ type: 'erase', id, of: revision })))
}

const permutations = <A>(items: readonly A[]): readonly (readonly A[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))

/** One connection: every answer, every row, what is due and when the next is, are the model's. */
export const doesAsTheModel = async (store: EnrollmentStore): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyChanges, { maxLength: 8 }),
      anyTime,
      fc.nat(5),
      async (commits, now, limit) => {
        await eraseAll(store)
        let model: Model = new Map()
        for (const changes of commits) {
          const { model: next, made } = afterCommit(model, changes)
          assert.equal(await store.commit(changes), made)
          model = next
        }
        const rows = [...model.values()]
        assert.equal(comparable(await store.read(modelIds)), comparable(rows))
        const dues = rows.flatMap(({ due }) => due ?? [])
        assert.is(await store.nextDue(), dues.length === 0 ? null : Math.min(...dues))
        const due = rows
          .filter((row) => (row.due ?? Infinity) <= now || row.writtenAt > now)
          .map((row) => row.due ?? Number.MAX_VALUE)
          .toSorted((a, b) => a - b)
        const found = await store.readDue(now, limit)
        assert.equal(
          found.map((row) => row.due ?? Number.MAX_VALUE),
          due.slice(0, limit),
        )
      },
    ),
    { numRuns: 60 },
  )
}

/** Several at once: for each row there is an order of what they did to it that explains every answer. */
export const explainsEachRow = async (
  stores: readonly [EnrollmentStore, ...EnrollmentStore[]],
): Promise<void> => {
  const [first] = stores
  const commitsOfEach = fc.tuple(changesOfEachRowOnce, changesOfEachRowOnce, changesOfEachRowOnce)
  await fc.assert(
    fc.asyncProperty(anyChanges, commitsOfEach, async (before, commits) => {
      await eraseAll(first)
      const { model } = afterCommit(new Map(), before)
      await first.commit(before)
      const answers = await Promise.all(stores.map((store, index) => store.commit(commits[index] ?? [])))
      const rows = await first.read(modelIds)
      for (const id of modelIds) {
        // What each connection did to this one row, if anything, and what it was told.
        const deeds = commits.flatMap((changes, index) => {
          const at = changes.findIndex((change) => changedId(change) === id)
          return at === -1 ? [] : [{ change: changes.slice(at, at + 1), made: answers[index]?.[at] }]
        })
        const stored = JSON.stringify(comparable(rows.filter((row) => row.id === id)))
        const explains = (order: Readonly<typeof deeds>) => {
          let now: Model = new Map([...model].filter(([other]) => other === id))
          const isAsTold = order.every(({ change, made }) => {
            const after = afterCommit(now, change)
            now = after.model
            return after.made[0] === made
          })
          return isAsTold && JSON.stringify(comparable([...now.values()])) === stored
        }
        assert.ok(permutations(deeds).some(explains), `${id}: ${JSON.stringify(deeds)} became ${stored}`)
      }
    }),
    { numRuns: 60 },
  )
}
