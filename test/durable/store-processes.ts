import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import type { EnrollmentStore } from '../../src/durable/index.ts'
import { insertOf } from './stored-rows.ts'

const writer = fileURLToPath(new URL('store-writer.ts', import.meta.url))

const startWriter = (mode: 'race' | 'batches', where: object) =>
  spawn(process.execPath, ['--import', 'tsx', writer, mode, JSON.stringify(where)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Two processes race for the revisions of one row: each has its hundred, and no revision is had twice. */
export const raceTwoProcesses = async (store: EnrollmentStore, where: object): Promise<void> => {
  await store.commit([insertOf('raced')])
  const codes = await Promise.all(
    [1, 2].map(async () => {
      const [code]: unknown[] = await once(startWriter('race', where), 'exit')
      return code
    }),
  )
  assert.equal(codes, [0, 0])
  const [row] = await store.read(['raced'])
  assert.is(row?.revision, 200)
}

/** Kills a process that commits fifty rows at a time: what it said was committed is there, and nothing by halves. */
export const killInTheMiddle = async (where: object, open: () => Promise<EnrollmentStore>): Promise<void> => {
  const child = startWriter('batches', where)
  const ended = once(child, 'exit')
  let said = 0
  for await (const line of createInterface(child.stdout)) {
    said = Number(line)
    if (said === 5) child.kill('SIGKILL')
  }
  await ended
  assert.ok(said >= 5)
  const store = await open()
  const rows = await store.read(Array.from({ length: 50 }, (_, index) => `batch${index}`))
  const revisions = new Set(rows.map(({ revision }) => revision))
  assert.is(rows.length, 50)
  assert.is(revisions.size, 1)
  assert.ok(
    [said, said + 1].includes([...revisions][0] ?? 0),
    `said ${said}, stored ${[...revisions].join()}`,
  )
  assert.ok(rows.every(({ sealed, revision }) => sealed.every((byte) => byte === (revision - 1) % 256)))
}
