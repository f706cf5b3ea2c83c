import { PassThrough } from 'node:stream'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readLines } from '../../src/cli/line-reader.ts'

const lines = suite('the lines of a script')

const turn = () => new Promise((resolve) => setImmediate(resolve))

lines('a writer that never stops has to wait, and none of its lines is lost', async () => {
  const input = new PassThrough()
  const reader = readLines(input)
  const { signal } = new AbortController()
  for (let line = 0; line < 5_000; line += 1) input.write(`${line}\n`)
  for (let turns = 0; turns < 20; turns += 1) await turn()
  assert.ok(input.isPaused())
  for (let line = 0; line < 5_000; line += 1) assert.equal(await reader.next(signal), { line: String(line) })
  input.end()
  assert.is(await reader.next(signal), 'end')
  reader.close()
})

lines.run()
