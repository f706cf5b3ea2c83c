import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEngine } from '../../../src/durable/engine/create-engine.ts'
import { newSealingKey, SealingKeyError } from '../../../src/durable/sealing/sealing-key.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { createSandbox } from '../../../src/sandbox/index.ts'
import { world } from './world.ts'

const options = suite('what an engine is made with, by callers without types')

const fitting = { store: memoryStore(), keys: [newSealingKey()], service: () => createSandbox().service() }
const clock = { now: Date.now, setTimeout, clearTimeout }

const refusalOf = (wrong: object): unknown => {
  try {
    Reflect.apply(createEngine, null, [{ ...fitting, ...wrong }])
  } catch (error) {
    return error
  }
  return assert.unreachable(`${Object.keys(wrong).join()} should have been refused`)
}

for (const [what, wrong, said] of [
  ['no store', { store: undefined }, /store/],
  ['a store without commit', { store: { ...memoryStore(), commit: undefined } }, /store.*commit/],
  ['no keys', { keys: undefined }, /keys/],
  ['a key that is no list', { keys: newSealingKey() }, /keys/],
  ['no service', { service: undefined }, /service/],
  ['a service in place of a function that makes one', { service: fitting.service() }, /service/],
  ['limits without numbers', { limits: {} }, /limits/],
  ['a clock without a time', { clock: { ...clock, now: () => NaN } }, /clock/],
  ['a clock without timers', { clock: { now: Date.now } }, /clock/],
] as const)
  options(`${what}: a TypeError says which`, () => {
    const error = refusalOf(wrong)
    assert.instance(error, TypeError)
    assert.match(String(error), said)
  })

for (const [name, value] of [
  ['maxInFlight', 1.5],
  ['maxInFlight', 0],
  ['maxWaiting', 0.5],
  ['leaseMs', 99],
  ['leaseMs', '15000'],
  ['cancelAfterMs', NaN],
  ['eraseAfterMs', Infinity],
] as const)
  options(`${name} of ${value}: a RangeError says which`, () => {
    const error = refusalOf({ [name]: value })
    assert.instance(error, RangeError)
    assert.match(String(error), name)
  })

options('an empty list of keys is no keys', () => {
  assert.instance(refusalOf({ keys: [] }), SealingKeyError)
})

/** As a caller without types would. */
const asked = async (work: (...args: never[]) => unknown, ...args: readonly unknown[]): Promise<unknown> => {
  const answer: unknown = Reflect.apply(work, null, args)
  return answer
}

for (const [what, said, ...args] of [
  ['nothing', /create takes an object/],
  ['null for an id', /enrollmentId/, { enrollmentId: null }],
  ['a number for an id', /enrollmentId/, { enrollmentId: 5 }],
  ['an owner that is not redacted', /owner.*redact/, { owner: 'ann' }],
  ['an access token that is not redacted', /accessToken.*redact/, { accessToken: 'token' }],
] as const)
  options(`create with ${what}: a TypeError says so, and nothing is stored`, async () => {
    const { process, commits } = world()
    const error: unknown = await asked(process().engine.create, ...args).catch((thrown: unknown) => thrown)
    assert.instance(error, TypeError)
    assert.match(String(error), said)
    assert.not.match(String(error), /ann|'token'/)
    assert.is(commits.length, 0)
  })

options('send and view take no credentials that are not redacted', async () => {
  const { engine, create } = world().process()
  await create('one')
  for (const credentials of [{ owner: 'ann' }, { accessToken: 'token' }])
    for (const work of [
      asked(engine.view, 'one', credentials),
      asked(engine.send, 'one', {}, credentials),
      asked(engine.watch, 'one', () => undefined, undefined, credentials),
    ])
      assert.instance(await work.catch((error: unknown) => error), TypeError)
})

options('a body that was not decoded may be sent as it is', async () => {
  const { engine, create } = world().process()
  await create('one')
  const body: unknown = JSON.parse('{"type":"factor.chosen","factorType":"OTP"}')
  assert.is((await engine.send('one', body))?.accepted, true)
  assert.is((await engine.create({ enrollmentId: 'two', command: body })).answer.accepted, true)
  await engine.stop({ graceMs: 0 })
})

options.run()
