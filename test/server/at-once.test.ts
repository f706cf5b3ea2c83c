import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import type { FactorDirectory, ServiceError } from '../../machines/index.ts'
import { quiet, world, type Asking } from './server-world.ts'

const crowds = suite('requests that wait for the service')

/** A service that answers nothing until it is told to. */
const slow = () => {
  const w = world()
  const waiting: (() => void)[] = []
  const later =
    <A>(answer: E.Either<ServiceError, A>) =>
    () =>
    () =>
      new Promise<E.Either<ServiceError, A>>((resolve) => waiting.push(() => resolve(answer)))
  const directory = (): FactorDirectory => ({
    ...w.sandbox.directory(),
    listEnrolledFactors: later(E.right([])),
    listFactorsToEnroll: later(E.right([])),
    resetFactor: later(E.right(undefined)),
  })
  const node = w.node({ server: { directory } })
  return {
    ...node,
    waiting,
    /** Sends so many, and waits until they wait. */
    begin: async (count: number, asking: (index: number) => Asking = () => ({})) => {
      const asked = Array.from({ length: count }, (_, index) => node.ask('GET', '/factors', asking(index)))
      await quiet()
      return asked
    },
    answerAll: () => {
      for (const answer of waiting.splice(0)) answer()
    },
  }
}

crowds('may be four of one person, whichever they are', async () => {
  const { ask, waiting, answerAll, stop } = slow()
  const asked = [
    ask('GET', '/factors'),
    ask('GET', '/factors/choices'),
    ask('DELETE', '/factors/one'),
    ask('GET', '/factors'),
  ]
  await quiet()
  assert.is(waiting.length, 4)
  for (const [method, path] of [
    ['GET', '/factors'],
    ['GET', '/factors/choices'],
    ['DELETE', '/factors/one'],
  ] as const) {
    const { status, headers, json } = await ask(method, path)
    assert.equal([status, json.type, json.reason], [429, '/problems/too-many-at-once', 'tooManyAtOnce'])
    assert.is(headers.get('retry-after'), '5')
  }
  assert.is(waiting.length, 4, 'nothing was sent for what was refused')
  answerAll()
  assert.equal(
    (await Promise.all(asked)).map(({ status }) => status),
    [200, 200, 204, 200],
  )
  await stop()
})

crowds('of one person keep out nobody else', async () => {
  const { ask, begin, waiting, answerAll, stop } = slow()
  const anns = await begin(4)
  const bobs = ask('GET', '/factors', { as: 'bob' })
  await quiet()
  assert.is(waiting.length, 5)
  answerAll()
  for (const asked of [...anns, bobs]) assert.is((await asked).status, 200)
  await stop()
})

crowds('may be 64 in all', async () => {
  const { ask, begin, waiting, answerAll, stop } = slow()
  const asked = await begin(64, (index) => ({ as: `person-${index % 16}` }))
  assert.is(waiting.length, 64)
  const { status, headers, json } = await ask('GET', '/factors')
  assert.equal([status, json.type, json.reason], [503, '/problems/overloaded', 'overloaded'])
  assert.is(headers.get('retry-after'), '5')
  assert.is(waiting.length, 64)
  answerAll()
  assert.ok((await Promise.all(asked)).every(({ status: one }) => one === 200))
  const next = ask('GET', '/factors')
  await quiet()
  answerAll()
  assert.is((await next).status, 200, 'there is place again')
  await stop()
})

crowds('give their place back whatever becomes of them', async () => {
  const { node } = world()
  const directory = () => {
    throw new Error('no directory today')
  }
  const { ask, stop } = node({ server: { directory } })
  for (let one = 0; one < 6; one += 1) assert.is((await ask('GET', '/factors')).status, 500)
  await stop()
})

crowds.run()
