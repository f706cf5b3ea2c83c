import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, type EnrollFactor } from '../../../machines/index.ts'
import { createGenAuthService } from '../../../src/genauth/index.ts'
import { createSandbox } from '../../../src/sandbox/index.ts'
import { faultCells, type Cell } from './faults-page.ts'

const inMemory = () => {
  const sandbox = createSandbox()
  const service = createGenAuthService({
    host: 'https://sandbox.invalid',
    appId: sandbox.appId,
    getAccessToken: async () => sandbox.accessToken,
    fetch: async (input, init) => sandbox.fetch(new Request(input, init)),
  })
  return { sandbox, service }
}

const bind: EnrollFactor = {
  factorType: 'OTP',
  enrollmentToken: redact('none'),
  enrollmentData: redact({ passCode: '000000' }),
}

const faults = suite('a fault at any call')

const nameOf = ({ scenario, column }: Cell): string => `${scenario.name}, while ${column}`
const enrolling = new Set(['asking for a code', 'binding', 'looking whether a bind worked'])
const enrollments = async () => (await faultCells()).filter(({ column }) => enrolling.has(column))
const binds = async () => (await enrollments()).filter(({ column }) => column !== 'asking for a code')

faults('leaves the enrollment where a person can go on or knows why not', async () => {
  const resting = ['idle', 'awaitingCode', 'expired', 'failed', 'done']
  for (const cell of await enrollments()) {
    assert.ok(resting.includes(cell.outcome.state), nameOf(cell))
    assert.ok((cell.outcome.text ?? '').length > 10, nameOf(cell))
  }
})

faults('never says done unless the server has the factor', async () => {
  for (const cell of await enrollments())
    if (cell.outcome.state === 'done') assert.is(cell.outcome.factorsBound, 1, nameOf(cell))
})

// Servers say null for an empty list, so one that lies with it cannot be told from one that does not.
const isALie = ({ scenario, column }: Cell): boolean =>
  column === 'looking whether a bind worked' && scenario.name === 'data null'

faults('never hides a factor that the server has', async () => {
  for (const cell of await binds())
    if (cell.outcome.factorsBound > 0 && !isALie(cell))
      assert.ok(cell.outcome.state === 'done' || cell.outcome.error === 'outcomeUnknown', nameOf(cell))
})

faults('never sends a second message, and never binds twice', async () => {
  for (const cell of await enrollments()) {
    assert.ok(cell.outcome.messagesSent <= 1, nameOf(cell))
    assert.ok(cell.outcome.factorsBound <= 1, nameOf(cell))
  }
})

faults('is never a defect', async () => {
  for (const cell of await faultCells()) assert.is.not(cell.outcome.error, 'defect', nameOf(cell))
})

faults('never lets a call that takes a factor off succeed unless it is off', async () => {
  for (const cell of await faultCells())
    if (cell.column === 'taking off' && cell.outcome.state === 'ok')
      assert.is(cell.outcome.factorsBound, 0, nameOf(cell))
})

faults('may be any status code, by HTTP or in the body, and is no success', async () => {
  const { sandbox, service } = inMemory()
  for (let statusCode = 300; statusCode < 700; statusCode += 1)
    for (const httpStatus of [200, ...(statusCode >= 400 && statusCode < 600 ? [statusCode] : [])]) {
      sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'refusal', statusCode, httpStatus })
      const answer = await service.enrollFactor(bind, {
        signal: new AbortController().signal,
        attemptId: '1',
      })()
      assert.is(answer._tag, 'Left', `${statusCode} by HTTP ${httpStatus}`)
      sandbox.faults.clear()
    }
  assert.equal(sandbox.factors(), [])
})

faults.run()
