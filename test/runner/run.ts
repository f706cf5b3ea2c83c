// Runs uvu test files and ends with one line, `N passed, N failed`.
// Files run in a few worker processes, many files in each, so a file that hangs or exits costs its worker and
// nothing else. A worker is replaced after a failure, and after a file that leaves globals behind.
//
//   node --import tsx test/runner/run.ts PATH... [--ignore PATH]... [--limit SECONDS] [--workers N]
import type { ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { findTestFiles } from './find-test-files.ts'
import { askWorker, endWorker, startWorker } from './worker-process.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ignore: { type: 'string', multiple: true, default: [] },
    limit: { type: 'string', default: '120' },
    workers: { type: 'string', default: String(Math.min(availableParallelism(), 4)) },
  },
})
const limitSeconds = Number(values.limit)
const files = await findTestFiles(positionals, values.ignore)
const totals = { passed: 0, failed: 0, skipped: 0 }

async function runFilesInTurn(): Promise<void> {
  let worker: ChildProcess | undefined
  for (let file = files.shift(); file !== undefined; file = files.shift()) {
    worker ??= startWorker()
    const { passed, failed, skipped, printed, ended } = await askWorker(worker, file, limitSeconds)
    totals.passed += passed
    totals.failed += failed
    totals.skipped += skipped
    console.log(failed === 0 ? `ok    ${file}  ${passed}` : `FAIL  ${file}\n${printed}`)
    if (ended) worker = undefined
  }
  if (worker !== undefined) await endWorker(worker)
}

if (files.length === 0) {
  totals.failed += 1
  console.log(`There is no test file in: ${positionals.join(' ')}`)
}
const lanes = Math.min(Number(values.workers), files.length)
await Promise.all(Array.from({ length: lanes }, runFilesInTurn))

const skippedToo = totals.skipped === 0 ? '' : `, ${totals.skipped} skipped`
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skippedToo}`)
process.exitCode = totals.failed === 0 ? 0 : 1
