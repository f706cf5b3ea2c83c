// A worker of run.ts: is sent test files, one at a time, and answers each with a report.
import { inspect } from 'node:util'
import { runFile } from './run-file.ts'

let strayErrors = 0

// Unhandled rejections arrive here too.
process.on('uncaughtException', (error) => {
  strayErrors += 1
  console.error(`\n  An error that nobody caught:\n  ${inspect(error)}\n`)
})

process.on('beforeExit', () => {
  console.error('\n  A test waits for a promise that nothing can settle any more.\n')
  process.exit(1)
})

process.on('disconnect', () => process.exit())

process.on('message', (file: string) => {
  // While the file runs the channel must not keep the process alive, or `beforeExit` never comes.
  process.channel?.unref()
  void runFile(file).then(async (report) => {
    // What is thrown in the next ticks and timers belongs to this file; XState reports errors that way.
    await new Promise((resolve) => setTimeout(resolve, 1))
    await new Promise((resolve) => setImmediate(resolve))
    process.channel?.ref()
    process.send?.({ ...report, failed: report.failed + strayErrors })
    strayErrors = 0
  })
})
