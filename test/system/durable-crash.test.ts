// Over SQLite; over PostgreSQL see durable-crash-postgres.test.ts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesIn, crashSuite } from './durable-crash-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'durable-'))
await crashSuite('SQLite', {
  where: (lane) => ({ file: join(folder, `enrollments-${lane}.db`) }),
  written: () => bytesIn(folder),
  end: async () => rmSync(folder, { recursive: true }),
})
