import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sqliteLimits } from '../../../src/server/limits/sqlite-limits.ts'
import { describeLimits } from './limits-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'limits-'))
const secret = new Uint8Array(32).fill(7)
const opened: Database.Database[] = []
const open = (file: string) => {
  const database = new Database(join(folder, file))
  opened.push(database)
  return database
}

describeLimits({
  name: 'over SQLite',
  make: (amounts) => sqliteLimits({ database: open(`${opened.length}.db`), secret, amounts }),
  timers: true,
})

const files = suite('limits in an SQLite file')
files.after(() => {
  for (const database of opened) database.close()
  rmSync(folder, { recursive: true })
})

const amounts = { subject: { points: 2, seconds: 60 } }
const ann = [{ limit: 'subject', key: 'ann@example.com' }] as const

files('are shared by all who opened it, and outlive them', async () => {
  const one = await sqliteLimits({ database: open('shared.db'), secret, amounts })
  const other = await sqliteLimits({ database: open('shared.db'), secret, amounts })
  assert.is(await one.spend(ann), null)
  assert.is(await other.spend(ann), null)
  for (const database of opened.splice(0)) database.close()
  const later = await sqliteLimits({ database: open('shared.db'), secret, amounts })
  assert.is((await later.spend(ann))?.limit, 'subject')
})

files('hold no contact data', async () => {
  const database = open('hashed.db')
  const limits = await sqliteLimits({ database, secret, amounts })
  await limits.spend([...ann, { limit: 'target', key: '+8618800000000' }])
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
  const bytes = readFileSync(join(folder, 'hashed.db'), 'latin1')
  assert.ok(bytes.includes('target:'))
  assert.not(/example|188000/.test(bytes))
})

files('want a secret that is one', async () => {
  const failed: unknown = await sqliteLimits({ database: open('none.db'), secret: new Uint8Array(8) }).catch(
    (cause: unknown) => cause,
  )
  assert.instance(failed, RangeError)
})

files.run()
