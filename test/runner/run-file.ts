import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { suitesNeverRun } from './suites-never-run.ts'

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }
export type FileReport = Counts & { readonly leavesGlobals: boolean }

/** What uvu leaves in its queue for each `.run()`. */
type RunSuite = () => Promise<
  readonly [errors: string | true, passed: number, skipped: number, total: number]
>

declare global {
  var UVU_DEFER: number
  var UVU_INDEX: number
  var UVU_QUEUE: RunSuite[][]
}

// uvu reads this as it loads: without it, every file would start by itself.
globalThis.UVU_DEFER = 1
globalThis.UVU_INDEX = 0
globalThis.UVU_QUEUE = []

/** Runs one test file and prints what failed. What uvu passes over in silence counts as a failure here. */
export async function runFile(file: string): Promise<FileReport> {
  const path = resolve(file)
  const globalsBefore = new Set(Object.getOwnPropertyNames(globalThis))
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const fail = (text: string, tests = 1) => {
    counts.failed += tests
    console.log(`\n  ${text}\n`)
  }

  const suites: RunSuite[] = []
  globalThis.UVU_QUEUE = [suites]
  try {
    await import(pathToFileURL(path).href)
    if (suites.length === 0) fail('The file runs no suite. Is `.run()` missing?')
    for (const name of suitesNeverRun(await readFile(path, 'utf8'))) {
      fail(`Tests of \`${name}\` stand in the file without a \`${name}.run()\` after them.`)
    }
  } catch (error) {
    fail(`The file cannot be loaded: ${inspect(error)}`)
  }

  for (const runSuite of suites) {
    try {
      const [errors, passed, skipped, total] = await runSuite()
      counts.passed += passed
      counts.skipped += skipped
      const reported = errors === true ? 0 : (errors.match(/^ {2} FAIL /gm) ?? []).length
      counts.failed += reported
      if (errors !== true) console.log(`\n${errors}`)
      if (passed + reported < total) {
        // uvu drops the error itself.
        const unfinished = total - passed - reported
        fail(
          `${unfinished} of ${total} tests did not finish: a before or after.each hook threw, or a test threw what is not an Error.`,
          unfinished,
        )
      }
      if (total + skipped === 0) fail('The suite has no test.')
    } catch (error) {
      fail(`An after hook threw: ${inspect(error)}`)
    }
  }

  const leavesGlobals = Object.getOwnPropertyNames(globalThis).some((name) => !globalsBefore.has(name))
  return { ...counts, leavesGlobals }
}
