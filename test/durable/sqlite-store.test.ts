import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import Database from 'libsql'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sqliteStore, StoreError } from '../../src/durable/index.ts'
import { storeContract } from './store-contract.ts'
import { killInTheMiddle, raceTwoProcesses } from './store-processes.ts'
import { insertOf, updateOf } from './stored-rows.ts'

const newFolder = () => mkdtemp(join(tmpdir(), 'enrollments-'))

storeContract('the store in a SQLite file', async () => {
  const folder = await newFolder()
  const open = () => sqliteStore({ file: join(folder, 'enrollments.db') })
  const store = await open()
  const end = async () => {
    await store.close()
    await rm(folder, { recursive: true })
  }
  return { store, another: open, end }
})

storeContract('the store in a SQLite database that is given', async () => {
  const folder = await newFolder()
  const file = join(folder, 'enrollments.db')
  await (await sqliteStore({ file })).close()
  const open = () => sqliteStore({ database: new Database(file) })
  return { store: await open(), another: open, end: () => rm(folder, { recursive: true }) }
})

const sqlite = suite('the store in a SQLite file')
let folder = ''
let file = ''
sqlite.before.each(async () => {
  folder = await newFolder()
  file = join(folder, 'enrollments.db')
})
sqlite.after.each(() => rm(folder, { recursive: true }))

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

sqlite('makes its files for their owner alone, whatever the umask is', async () => {
  const umask = process.umask(0)
  const store = await sqliteStore({ file })
  process.umask(umask)
  await store.commit([insertOf('a')])
  for (const path of [file, `${file}-wal`, `${file}-shm`]) assert.is(await modeOf(path), 0o600, path)
  await store.close()
})

sqlite('is found again by the next process, and by a relative path', async () => {
  const first = await sqliteStore({ file })
  await first.commit([insertOf('a', { seq: 7 })])
  await first.close()
  const second = await sqliteStore({ file })
  assert.is((await second.read(['a']))[0]?.seq, 7)
  await second.close()
})

sqlite('has all in the one file after it was closed', async () => {
  const store = await sqliteStore({ file })
  await store.commit([insertOf('a', { sealed: Buffer.from('sealed-marker') })])
  await store.close()
  assert.ok((await readFile(file)).includes('sealed-marker'))
  assert.is((await stat(`${file}-wal`).catch(() => ({ size: 0 }))).size, 0)
})

sqlite('leaves nothing in the file of what was erased or overwritten', async () => {
  const store = await sqliteStore({ file })
  const marker = Buffer.from('marker-of-erased-rows'.repeat(500))
  await store.commit([insertOf('erased', { sealed: marker }), insertOf('overwritten', { sealed: marker })])
  await store.commit([{ type: 'erase', id: 'erased', of: 0 }, updateOf('overwritten', 0)])
  await store.close()
  assert.not.ok((await readFile(file)).includes('marker-of-erased-rows'))
})

sqlite('commits to a WAL, synced at each commit', async () => {
  await (await sqliteStore({ file })).close()
  const given = new Database(file)
  await sqliteStore({ database: given })
  const settings = ['journal_mode', 'synchronous', 'secure_delete', 'fullfsync'].map((name) =>
    Object.values(Object(given.prepare(`PRAGMA ${name}`).all()[0])),
  )
  assert.equal(settings, [['wal'], [2], [1], [1]])
  given.close()
})

sqlite('does not close a database that it was given', async () => {
  await (await sqliteStore({ file })).close()
  const database = new Database(file)
  await (await sqliteStore({ database })).close()
  assert.is(database.prepare('SELECT id FROM enrollment').all().length, 0)
  database.close()
})

sqlite(
  'has changed nothing when a commit is refused in its middle, and shows nothing of its rows',
  async () => {
    const store = await sqliteStore({ file })
    await store.commit([insertOf('a')])
    const database = new Database(file)
    database.exec(
      "CREATE TRIGGER no BEFORE INSERT ON enrollment WHEN NEW.seq = 5 BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    const changes = [updateOf('a', 0), insertOf('b'), insertOf('id-marker', { seq: 5 })]
    const refused: unknown = await store.commit(changes).catch((error: unknown) => error)
    assert.instance(refused, StoreError)
    const shown = inspect(refused, { depth: Infinity, showHidden: true })
    assert.match(shown, 'Nothing was changed')
    assert.not.match(shown, 'id-marker')
    assert.equal(
      (await store.read(['a', 'b'])).map(({ id, revision }) => [id, revision]),
      [['a', 0]],
    )
    database.exec('DROP TRIGGER no')
    assert.equal(await store.commit(changes), [true, true, true])
    await store.close()
    database.close()
  },
)

sqlite('walks an index for all that the schedule asks, whatever lies there', async () => {
  await (await sqliteStore({ file })).close()
  const database = new Database(file)
  const plans = [
    'SELECT * FROM enrollment INDEXED BY enrollment_by_due WHERE due <= 5 ORDER BY due LIMIT 5',
    'SELECT 1 FROM enrollment WHERE written_at > 5 LIMIT 1',
    'SELECT * FROM enrollment INDEXED BY enrollment_by_due WHERE due > 5 AND written_at > 5 ORDER BY due LIMIT 5',
    'SELECT min(due) AS due FROM enrollment',
  ].map((sql) => JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()))
  for (const plan of plans) {
    assert.match(plan, /USING (?:COVERING )?INDEX/)
    assert.not.match(plan, /TEMP B-TREE/)
  }
  database.close()
})

sqlite('gives each revision to one of two processes that race', async () => {
  const store = await sqliteStore({ file })
  await raceTwoProcesses(store, { file })
  await store.close()
})

sqlite('has whole commits or none of a process that was killed', async () => {
  await killInTheMiddle({ file }, () => sqliteStore({ file }))
})

sqlite.run()
