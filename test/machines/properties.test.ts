import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentState } from '../../machines/index.ts'
import { account, actions } from './random-actions.ts'
import { randomRun } from './random-run.ts'

const properties = suite('whatever happens')
const visited = new Set<EnrollmentState>()

properties('the invariants hold (fast-check prints the seed and path of a failure)', async () => {
  await fc.assert(
    fc.asyncProperty(account, actions, (given, happening) => randomRun(given, happening, visited)),
    { numRuns: 300 },
  )
})

properties('the runs came to every state', () => {
  assert.is(visited.size, 10)
})

properties.run()
