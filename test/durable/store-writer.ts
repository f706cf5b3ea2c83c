// A process of its own over a store that is there, for the tests that race or kill it:
//   node --import tsx store-writer.ts race|batches|fill '{"file":"..."}'|'{"connection":{...},"schema":"..."}'
import * as t from 'io-ts'
import pg from 'pg'
import { postgresStore, sqliteStore, type EnrollmentStore } from '../../src/durable/index.ts'
import { insertOf, updateOf } from './stored-rows.ts'

const Where = t.union([
  t.type({ file: t.string }),
  t.type({ connection: t.type({ host: t.string, user: t.string, database: t.string }), schema: t.string }),
])

const opened = async (where: unknown): Promise<EnrollmentStore> => {
  if (!Where.is(where)) throw new Error('The second argument must say where the store is.')
  return 'file' in where
    ? sqliteStore({ file: where.file })
    : postgresStore({ pool: new pg.Pool(where.connection), schema: where.schema })
}

/** Updates the row `raced` until it has won a hundred times; prints how often it lost. */
const race = async (store: EnrollmentStore): Promise<void> => {
  let lost = 0
  for (let won = 0; won < 100;) {
    const [row] = await store.read(['raced'])
    const [made] = await store.commit([updateOf('raced', row?.revision ?? 0)])
    if (made === true) won += 1
    else lost += 1
  }
  console.log(`lost ${lost}`)
}

/** Updates fifty rows together for ever, and prints each revision that was committed. */
const batches = async (store: EnrollmentStore): Promise<void> => {
  const ids = Array.from({ length: 50 }, (_, index) => `batch${index}`)
  await store.commit(ids.map((id) => insertOf(id)))
  for (let of = 0; ; of += 1) {
    const made = await store.commit(
      ids.map((id) => updateOf(id, of, { sealed: new Uint8Array(2_000).fill(of) })),
    )
    if (!made.every((each) => each)) throw new Error('Nobody else writes here.')
    console.log(of + 1)
  }
}

/** Inserts fifty rows, and closes the store. */
const fill = async (store: EnrollmentStore): Promise<void> => {
  await store.commit(
    Array.from({ length: 50 }, (_, index) => insertOf(`row${index}`, { sealed: new Uint8Array(2_000) })),
  )
  await store.close()
}

const modes = new Map(Object.entries({ race, batches, fill }))
const [mode = '', where = 'null'] = process.argv.slice(2)
const store = await opened(JSON.parse(where))
await modes.get(mode)?.(store)
process.exit()
