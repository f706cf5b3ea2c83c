import * as fc from 'fast-check'
import type { Change, StoredRow } from '../../src/durable/index.ts'
import { rowOf } from './stored-rows.ts'

/** What a store holds, as plainly as it can be said. */
export type Model = ReadonlyMap<string, StoredRow>

export const changedId = (change: Change) =>
  change.type === 'insert' || change.type === 'update' ? change.row.id : change.id

const afterOne = (model: Model, change: Change): Model | null => {
  const id = changedId(change)
  const row = model.get(id)
  const others = [...model].filter(([other]) => other !== id)
  if (change.type === 'insert') return row === undefined ? new Map([...others, [id, change.row]]) : null
  if (row === undefined || row.revision !== change.of) return null
  if (change.type === 'erase') return new Map(others)
  const next =
    change.type === 'update' ? change.row : { ...row, due: change.due, writtenAt: change.writtenAt }
  return new Map([...others, [id, next]])
}

/** The model after a commit, and what the commit answers. */
export const afterCommit = (model: Model, changes: readonly Change[]) => {
  let next = model
  const made = changes.map((change) => {
    const after = afterOne(next, change)
    next = after ?? next
    return after !== null
  })
  return { model: next, made }
}

const time = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 20, noNaN: true }))
const due = fc.option(time, { freq: 5 })
export const modelIds = ['a', 'b', 'c', 'd']
const id = fc.constantFrom(...modelIds)
const revision = fc.integer({ min: 0, max: 3 })
const content = fc.record({
  seq: fc.nat(5),
  due,
  writtenAt: time,
  isLeased: fc.boolean(),
  sealed: fc.uint8Array({ maxLength: 40 }),
})

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ id, revision, content }).map(({ id: of, revision: first, content: rest }): Change => {
    return { type: 'insert', row: rowOf(of, { ...rest, revision: first }) }
  }),
  {
    weight: 2,
    arbitrary: fc
      .record({ id, revision, content })
      .map(({ id: name, revision: of, content: rest }): Change => {
        return { type: 'update', of, row: rowOf(name, { ...rest, revision: of + 1 }) }
      }),
  },
  fc.record({ type: fc.constant('extend' as const), id, of: revision, due: time, writtenAt: time }),
  fc.record({ type: fc.constant('erase' as const), id, of: revision }),
)

/** Changes of few ids and revisions, so that they often find each other. */
export const anyChanges = fc.array(change, { maxLength: 6 })
export const anyTime = time

export const changesOfEachRowOnce = fc.uniqueArray(change, { maxLength: 4, selector: changedId })
