import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Database from 'libsql'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sqliteStore, StoreError, type EnrollmentStore, type StoreTrouble } from '../../src/durable/index.ts'
import { idsOf, insertOf, updateOf } from './stored-rows.ts'

const trouble = suite('a SQLite store in trouble')
let folder = ''
let file = ''
const opened: EnrollmentStore[] = []
const open = async (options: { readonly lockWaitMs?: number } = {}) => {
  const store = await sqliteStore({ file, ...options })
  opened.push(store)
  return store
}
trouble.before.each(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrollments-'))
  file = join(folder, 'enrollments.db')
})
trouble.after.each(async () => {
  for (const store of opened.splice(0)) await store.close()
  await chmod(folder, 0o700)
  await rm(folder, { recursive: true })
})

/** That it is refused, for this reason, with an advice, and without anything of the rows. */
const isRefused = async (attempt: Promise<unknown>, reason: StoreTrouble, message: RegExp): Promise<void> => {
  const error = await attempt.then(
    () => assert.unreachable(`it should have been refused: ${reason}`),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof StoreError)) throw error
  assert.is(error.trouble, reason, error.message)
  assert.match(error.message, message)
  assert.not.match(error.message, /id-marker|sealed-marker/)
}
const marked = (id: string) =>
  insertOf(`id-marker-${id}`, { sealed: Buffer.from('sealed-marker'.repeat(300)) })

trouble(
  'a full disk is said, changes nothing of the commit, and is over when there is room again',
  async () => {
    await open()
    const database = new Database(file)
    const store = await sqliteStore({ database })
    await store.commit([insertOf('a')])
    const pages = (limit: number) => database.prepare(`PRAGMA max_page_count = ${limit}`).all()
    pages(20)
    const many = Array.from({ length: 100 }, (_, index) => marked(String(index)))
    await isRefused(
      store.commit([updateOf('a', 0), ...many]),
      'full',
      /no room left .* Make room .* Nothing was changed/,
    )
    assert.equal(
      (await store.read(['a', 'id-marker-0'])).map(({ id, revision }) => [id, revision]),
      [['a', 0]],
    )
    pages(1_000_000)
    assert.ok((await store.commit([updateOf('a', 0), ...many])).every((made) => made))
    await store.close()
    database.close()
  },
)

trouble(
  'a disk that refuses to write is said by a process of its own, and what was committed stands',
  async () => {
    // bash counts in blocks of 1,024 bytes; Node ignores the signal that comes with the limit.
    const writer = fileURLToPath(new URL('store-writer.ts', import.meta.url))
    const command = 'ulimit -f 400; exec "$@"'
    const argv = [
      '-c',
      command,
      '-',
      process.execPath,
      '--import',
      'tsx',
      writer,
      'batches',
      JSON.stringify({ file }),
    ]
    const failed = await promisify(execFile)('bash', argv).then(
      () => assert.unreachable('400 KB should not do for ever'),
      (error: unknown) => Object(error),
    )
    assert.match(
      failed.stderr,
      /StoreError: .*enrollments\.db could not be read or written\. Look for a full disk/,
    )
    const last = Number(String(failed.stdout).trim().split('\n').at(-1))
    const store = await open()
    const rows = await store.read(Array.from({ length: 50 }, (_, index) => `batch${index}`))
    assert.is(rows.length, 50)
    assert.equal([...new Set(rows.map(({ revision }) => revision))], [last])
  },
)

/** A process that holds the lock for writing until it is told to end. */
const holdLock = async () => {
  const script = `const database = new (require('libsql'))(${JSON.stringify(file)}); database.exec('BEGIN IMMEDIATE');
    console.log('held'); process.stdin.once('data', () => { database.exec('ROLLBACK'); process.exit() })`
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  return async () => {
    const ended = once(holder, 'exit')
    holder.stdin.write('end')
    await ended
  }
}

trouble('a lock that another process keeps is waited for, then said; reading goes on meanwhile', async () => {
  const store = await open({ lockWaitMs: 60 })
  await store.commit([insertOf('a')])
  const letGo = await holdLock()
  await isRefused(store.commit([updateOf('a', 0), marked('b')]), 'locked', /Another process .* try again/)
  assert.equal(
    (await store.read(['a'])).map(({ revision }) => revision),
    [0],
  )
  const patient = await open()
  const committing = patient.commit([updateOf('a', 0)])
  await letGo()
  assert.equal(await committing, [true])
})

trouble('waiting for a lock does not hold up the process', async () => {
  const store = await open()
  const letGo = await holdLock()
  let isCommitted = false
  const committing = store.commit([insertOf('a')]).then(() => (isCommitted = true))
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  assert.not.ok(isCommitted)
  await letGo()
  await committing
})

trouble('a file that was replaced while it was open takes no more, and neither is lost', async () => {
  const store = await open()
  await store.commit([insertOf('a')])
  const other = join(folder, 'other.db')
  const backup = await sqliteStore({ file: other })
  await backup.commit([insertOf('of the backup')])
  await backup.close()
  await rename(file, join(folder, 'moved.db'))
  await isRefused(store.read(['a']), 'replaced', /was removed or replaced .* Stop the process/)
  await rename(other, file)
  await isRefused(store.commit([marked('b')]), 'replaced', /enrollments\.db was removed or replaced/)
  await isRefused(store.nextDue(), 'replaced', /start again/)
  await isRefused(store.readDue(1, 1), 'replaced', /start again/)
  await rename(join(folder, 'moved.db'), file)
  assert.equal(await store.commit([updateOf('a', 0)]), [true], 'the file is back')
})

trouble('a WAL that was removed while it was open takes no more', async () => {
  const store = await open()
  await store.commit([insertOf('a')])
  await rm(`${file}-wal`)
  await isRefused(store.commit([marked('b')]), 'replaced', /enrollments\.db-wal was removed/)
})

trouble('a file that others may read is refused, not mended in silence', async () => {
  await (await open()).close()
  for (const mode of [0o640, 0o604, 0o620]) {
    await chmod(file, mode)
    await isRefused(open(), 'tooOpen', /Other users .* chmod 600 .*enrollments\.db$/)
    assert.is((await stat(file)).mode & 0o777, mode)
  }
  await chmod(file, 0o644)
  await isRefused(sqliteStore({ database: new Database(file) }), 'tooOpen', /chmod 600/)
  await chmod(file, 0o600)
  await open()
})

trouble('the leftovers beside the file must be private too', async () => {
  await open()
  await chmod(`${file}-wal`, 0o644)
  await isRefused(open(), 'tooOpen', /chmod 600 .*-wal$/)
})

trouble('a folder or a device is no database, and nobody is told to change its mode', async () => {
  for (const wrong of [tmpdir(), '/dev/null'])
    await isRefused(sqliteStore({ file: wrong }), 'notOurs', /is no file\. Name a file/)
  const nameless: unknown = await sqliteStore({ file: '' }).catch((error: unknown) => error)
  assert.instance(nameless, TypeError)
  assert.match(String(nameless), 'file')
})

/** As a user who may not do everything. */
const asNobody = async (check: () => Promise<void>) => {
  if (process.getuid?.() !== 0) return check()
  process.setegid?.(65534)
  process.seteuid?.(65534)
  try {
    return await check()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}

trouble('a folder that cannot be written is said, for a new file and for one that is there', async () => {
  await chmod(folder, 0o555)
  await asNobody(() =>
    isRefused(open(), 'readOnly', /cannot be made \(EACCES\).* allowed to write in its folder/),
  )
  assert.equal(await readdir(folder), [])
  await chmod(folder, 0o777)
  await asNobody(async () => (await open()).close())
  await rm(`${file}-wal`, { force: true })
  await rm(`${file}-shm`, { force: true })
  await chmod(folder, 0o555)
  await asNobody(() =>
    isRefused(open(), 'readOnly', /must be allowed to write .*enrollments\.db, and in its folder/),
  )
})

trouble('a folder that is not there is said, and not made', async () => {
  file = join(folder, 'nowhere', 'enrollments.db')
  await isRefused(open(), 'readOnly', /There is no folder .*nowhere\. Make it/)
  assert.equal(await readdir(folder), [])
})

trouble('a folder in the place of the file is said', async () => {
  await mkdir(file, { mode: 0o700 })
  await isRefused(open(), 'notOurs', /is no file/)
})

trouble('a file that is no database is left as it is', async () => {
  await writeFile(file, 'a letter to a friend, '.repeat(400), { mode: 0o600 })
  await isRefused(open(), 'damaged', /is not a SQLite database/)
  assert.is((await stat(file)).size, 8_800)
})

trouble('the database of something else is left as it is', async () => {
  await writeFile(file, '', { mode: 0o600 })
  const theirs = new Database(file)
  theirs.exec('CREATE TABLE enrollment (id)')
  theirs.close()
  await isRefused(open(), 'notOurs', /database of something else.* name another/)
  await isRefused(sqliteStore({ database: new Database(':memory:') }), 'notOurs', /memoryStore\(\)/)
})

trouble('a file of a newer version is left as it is', async () => {
  await (await open()).close()
  const database = new Database(file)
  database.exec('PRAGMA user_version = 99')
  await isRefused(open(), 'newer', /version 99 .* Install the version/)
  assert.equal(Object(database.prepare('PRAGMA user_version').all()[0]).user_version, 99)
  database.close()
})

trouble('a file that was cut off is said when it is opened', async () => {
  // In a process of its own, for libsql keeps what it knows of a file for as long as it has it open anywhere.
  const argv = ['--import', 'tsx', fileURLToPath(new URL('store-writer.ts', import.meta.url)), 'fill']
  await promisify(execFile)(process.execPath, [...argv, JSON.stringify({ file })])
  await truncate(file, 20_000)
  await isRefused(open(), 'damaged', /is damaged: cut off .* backup/)
})

trouble(
  'a file that is cut off while it is open is said, and never answered from as if it were whole',
  async () => {
    const store = await open()
    const changes = Array.from({ length: 3_000 }, (_, index) => marked(String(index)))
    await store.commit(changes)
    await store.close()
    const again = await open()
    await truncate(file, 20_000)
    await isRefused(again.read(['id-marker-2999']), 'damaged', /is damaged/)
  },
)

trouble('an empty file, as mktemp leaves it, becomes a store', async () => {
  await writeFile(file, '', { mode: 0o600 })
  const store = await open()
  await store.commit([insertOf('a')])
  assert.equal(idsOf(await store.read(['a'])), ['a'])
})

trouble.run()
