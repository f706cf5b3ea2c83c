// The runner is run on fixtures that fail on purpose: one spawn for all of them, and one for those that hang.
import { execFile } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { findTestFiles } from './find-test-files.ts'

const fixture = (name: string) => `test/runner/fixtures/${name}.ts`
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)

const run = (...args: string[]) =>
  new Promise<{ readonly exitCode: number; readonly printed: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [...process.execArgv, 'test/runner/run.ts', ...args],
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, printed: stdout + stderr }),
    )
  })

/** What stands below a file's own line, up to the next file's line. */
const sectionOf = (printed: string, file: string): string => {
  const sections = printed.split(/^(?=(?:ok {4}|FAIL {2})\S)/m)
  return sections.find((section) => section.slice(6).startsWith(file)) ?? `${file} was not run`
}

const silentInUvu: Readonly<Record<string, string>> = {
  'before-throws': '2 of 2 tests did not finish',
  'before-each-throws': 'thrown by before.each',
  'after-throws': 'thrown by after',
  'after-each-throws': '2 of 2 tests did not finish',
  'throws-no-error': '1 of 1 tests did not finish',
  'no-suite': 'The file runs no suite',
  'no-tests': 'The suite has no test',
  'run-forgotten': 'without a `second.run()`',
  'import-throws': 'thrown while loading',
  'rejection-unhandled': 'nobody awaited this',
  'throws-later': 'thrown by a timer',
  stalls: 'a promise that nothing can settle',
  exits: 'The process ended before the file was finished',
}
const hanging = ['loops-forever', 'waits-forever']
const passing = ['passes', 'skips', 'leaves-a-global', 'leaves-a-global-too']

const failures = run(...[...Object.keys(silentInUvu), 'fails', 'passes'].map(fixture))
const hangs = run(...hanging.map(fixture), '--limit', '1')
const passes = run(...passing.map(fixture), '--workers', '1')

const runner = suite('the runner')

for (const [name, reason] of Object.entries(silentInUvu)) {
  runner(`counts ${name} as a failure and says why`, async () => {
    const { printed } = await failures
    const section = sectionOf(printed, fixture(name))
    assert.match(section, /^FAIL {2}/)
    assert.ok(section.includes(reason), section)
  })
}

for (const name of hanging) {
  runner(`stops ${name} at the time limit and names the file`, async () => {
    const { printed } = await hangs
    const section = sectionOf(printed, fixture(name))
    assert.match(section, /^FAIL {2}/)
    assert.match(section, /Not finished after 1 s/)
  })
}

runner('shows the difference between the actual and the expected value', async () => {
  const { printed } = await failures
  assert.match(sectionOf(printed, fixture('fails')), /"sum":·2[^]*"sum":·3/)
})

runner('goes on with the next file after a failure', async () => {
  const { printed } = await failures
  assert.match(sectionOf(printed, fixture('passes')), /^ok {4}\S+ {2}2$/m)
})

runner('ends with one line that sums up, and exit code 1, when something failed', async () => {
  const { exitCode, printed } = await failures
  assert.match(printed, /^\d+ passed, \d+ failed$/m)
  assert.is(lastLine(printed), '7 passed, 16 failed')
  assert.is(exitCode, 1)
})

runner('ends with exit code 0 and counts what was skipped, when nothing failed', async () => {
  const { exitCode, printed } = await passes
  assert.is(lastLine(printed), '5 passed, 0 failed, 1 skipped')
  assert.is(exitCode, 0)
})

runner('gives a fresh process to the file after one that leaves globals behind', async () => {
  const { printed } = await passes
  assert.match(sectionOf(printed, fixture('leaves-a-global-too')), /^ok {4}/)
})

runner('fails when no file is found', async () => {
  const { exitCode, printed } = await run('test/runner/fixtures')
  assert.is(lastLine(printed), '0 passed, 1 failed')
  assert.is(exitCode, 1)
})

runner(
  'leaves out the folders and files it is told to ignore, and no folder whose name only begins the same',
  async () => {
    const file = 'test/runner/runner.test.ts'
    assert.ok((await findTestFiles(['test'], ['test/run'])).includes(file))
    assert.not((await findTestFiles(['test'], ['./test/runner/'])).includes(file))
    assert.equal(await findTestFiles(['test/runner'], [file]), [])
  },
)

runner.run()
