import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Database } from '../../../src/cli/serve/database.ts'
import { countsAlone } from '../../../src/cli/serve/open-kept.ts'
import { textsFor } from '../../../src/cli/texts/texts.ts'
import { newSealingKey } from '../../../src/durable/index.ts'

const counts = suite('what is counted where enrollments are kept elsewhere')

const folder = mkdtempSync(join(tmpdir(), 'counts-'))
counts.after(() => rmSync(folder, { recursive: true }))

const keys = [newSealingKey()] as const
const amounts = { subject: { points: 1, seconds: 600 } }

const report = () => assert.unreachable('nothing breaks')

/** Opens the counts, spends one, and closes them, as a process does that serves one request. */
const spendOnce = async (database: Database | null): Promise<string | null> => {
  const { limits, close } = await countsAlone({ database, amounts }, keys, report, textsFor('en'))
  const refused = await limits.spend([{ limit: 'subject', key: 'ann' }])
  await close()
  return refused?.limit ?? null
}

counts('is forgotten with the process where no database is named', async () => {
  assert.is(await spendOnce(null), null)
  assert.is(await spendOnce(null), null)
})

counts('outlives the process beside a file, which is for its owner alone, and no store is made', async () => {
  const file = join(folder, 'enrollments.db')
  assert.is(await spendOnce({ file }), null)
  assert.is(await spendOnce({ file }), 'subject')
  assert.is(statSync(`${file}-limits`).mode & 0o077, 0)
  assert.not(existsSync(file))
})

counts.run()
