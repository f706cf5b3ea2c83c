import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { provideService, vendorLimits, type EnrollmentService } from '../../machines/index.ts'
import { bare, choose, start, submitCode } from './examples.ts'
import { later, scripted, throws, timedOut, type Scripted } from './scripted-service.ts'
import { awaitingCode, started } from './started.ts'

const defects = suite('a service with a defect')
const cause = new Error('a bug of the implementation')
const notADefect = { _tag: 'somethingElse' }

const broken: readonly { readonly name: string; readonly answer: Scripted; readonly heard: unknown }[] = [
  { name: 'a rejection', answer: throws(cause), heard: cause },
  { name: 'a rejection without a reason', answer: throws(undefined), heard: undefined },
  { name: 'a Left that is no ServiceError', answer: E.left(notADefect), heard: notADefect },
  { name: 'a Left of nothing', answer: E.left(null), heard: null },
]

for (const { name, answer, heard } of broken) {
  defects(`${name} ends a request in failed, and onDefect hears of it`, async () => {
    const told: unknown[] = []
    const script = { sendEnrollFactorRequest: [answer] }
    const enrollment = started({ script, onDefect: (defect) => told.push(defect) })
    await enrollment.send(choose.SMS)
    assert.is(enrollment.state(), 'failed')
    assert.equal(enrollment.context().error, { _tag: 'defect' })
    assert.is(told.length, 1)
    assert.is(told[0], heard)
    await enrollment.send(bare('enrollment.restarted'))
    assert.is(enrollment.refusal(choose.SMS), 'coolingDown')
  })

  defects(`${name} of a bind leaves it in doubt`, async () => {
    const told: unknown[] = []
    const script = { enrollFactor: [answer], listEnrolledFactors: [timedOut, later] }
    const enrollment = await awaitingCode('SMS', { script, onDefect: (defect) => told.push(defect) })
    enrollment.tell(submitCode)
    await enrollment.reached('reconciling')
    assert.is(enrollment.context().bound, 'unknown')
    assert.is(told[0], heard)
  })

  defects(`${name} of the list does not fail the request`, async () => {
    const enrollment = await awaitingCode('SMS', { script: { listEnrolledFactors: [answer] } })
    assert.is(enrollment.state(), 'awaitingCode')
    assert.is(enrollment.context().before, null)
  })
}

const synchronously = (): never => {
  throw cause
}
const notAFunction: EnrollmentService = {
  ...scripted().service,
  // What a service written without types may be.
  sendEnrollFactorRequest: JSON.parse('null') as never,
}

for (const [name, service] of Object.entries({
  'throws at once': { ...scripted().service, sendEnrollFactorRequest: synchronously },
  'throws when the task is run': { ...scripted().service, sendEnrollFactorRequest: () => synchronously },
  'answers no Either': {
    ...scripted().service,
    sendEnrollFactorRequest: () => () => Promise.resolve(JSON.parse('null') as never),
  },
  'is no function': notAFunction,
})) {
  defects(`a call that ${name} is a defect`, async () => {
    const enrollment = started({ scriptedService: { ...scripted(), service } })
    await enrollment.send(choose.SMS)
    assert.is(enrollment.state(), 'failed')
    assert.equal(enrollment.context().error, { _tag: 'defect' })
    assert.equal(enrollment.errors, [])
  })
}

defects('an onDefect that throws changes nothing', async () => {
  const onDefect = () => {
    throw new Error('the reporter is broken too')
  }
  const script = { sendEnrollFactorRequest: [throws(cause)], listEnrolledFactors: [throws(cause)] }
  const enrollment = started({ script, onDefect })
  await enrollment.send(choose.SMS)
  assert.equal(enrollment.context().error, { _tag: 'defect' })
  assert.is(enrollment.context().cooldowns[0]?.until, start + 60_000)
})

for (const limits of [
  { ...vendorLimits, tokenLifetimeMs: Number.NaN },
  { ...vendorLimits, sendIntervalMs: -1 },
  { ...vendorLimits, wrongCodeBudget: Infinity },
]) {
  defects(`limits of ${JSON.stringify(limits)} are refused at once`, () => {
    assert.throws(
      () => provideService({ ...scripted().service, limits }, { now: () => 0 }),
      /limits\.\w+ of the service must be a number/,
    )
  })
}

defects.run()
