import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as TE from '#fp-ts/TaskEither'
import type { FactorDirectory, ServiceError } from '../../machines/index.ts'
import { createEnrollmentServer } from '../../src/server/index.ts'
import { byToken, origin, world } from './server-world.ts'

const factors = suite('the factors of the account over HTTP')

const Listed = t.type({ factors: t.array(t.type({ factorType: t.string })) })

const typesIn = (json: unknown): readonly string[] =>
  Listed.is(json) ? json.factors.map(({ factorType }) => factorType) : []

const bound = async () => {
  const w = world()
  const here = w.node()
  const id = await here.began()
  const { generation } = await here.show(id)
  await here.send(id, { ...w.code(), generation })
  return { ...w, ...here }
}

factors('are listed with their contact data masked', async () => {
  const { ask, stop } = await bound()
  const { status, text, json } = await ask('GET', '/factors')
  assert.is(status, 200)
  assert.equal(typesIn(json), ['SMS'])
  assert.is(json.factors[0].maskedDestination, '+86 188****5678')
  assert.is(text.includes('18812345678'), false)
  await stop()
})

factors('that may be added are listed by their types', async () => {
  const { ask, stop } = await bound()
  const { json } = await ask('GET', '/factors/choices')
  assert.equal(typesIn(json).toSorted(), ['EMAIL', 'FACE', 'OTP'])
  await stop()
})

factors('are taken off by their id', async () => {
  const { ask, sandbox, stop } = await bound()
  const { json } = await ask('GET', '/factors')
  const path = `/factors/${encodeURIComponent(json.factors[0].factorId)}`
  assert.equal([(await ask('DELETE', path)).status, sandbox.factors().length], [204, 0])
  assert.is((await ask('DELETE', path)).status, 404)
  await stop()
})

const asked = (method: string, path: string) =>
  new Request(`${origin}${path}`, { method, headers: { authorization: 'Bearer ann' } })

factors('are not there where the host has no directory', async () => {
  const { node } = world()
  const { engine, stop } = node()
  const server = createEnrollmentServer({ engine, authenticate: byToken, limits: false })
  for (const [method, path] of [
    ['GET', '/factors'],
    ['GET', '/factors/choices'],
    ['DELETE', '/factors/x'],
  ] as const)
    assert.is((await server.fetch(asked(method, path))).status, 404)
  await stop()
})

const failures: readonly (readonly [ServiceError, number])[] = [
  [{ _tag: 'unauthorized' }, 401],
  [{ _tag: 'forbidden' }, 403],
  [{ _tag: 'preconditionMissing' }, 403],
  [{ _tag: 'notFound' }, 404],
  [{ _tag: 'unsupported' }, 404],
  [{ _tag: 'invalidInput', field: null }, 422],
  [{ _tag: 'photoRejected' }, 422],
  [{ _tag: 'throttled' }, 429],
  [{ _tag: 'unreachable', mayHaveArrived: true }, 502],
  [{ _tag: 'invalidResponse', paths: ['data.secretPath'] }, 502],
  [{ _tag: 'serverFault', requestId: 'r' }, 502],
  [{ _tag: 'timedOut' }, 504],
]

for (const [error, status] of failures)
  factors(`say ${status} where the service says ${error._tag}`, async () => {
    const { node, sandbox } = world()
    const directory = (): FactorDirectory => ({
      ...sandbox.directory(),
      listEnrolledFactors: () => TE.left(error),
      resetFactor: () => TE.left(error),
    })
    const { ask, stop } = node({ server: { directory } })
    if (error._tag !== 'photoRejected') assert.is((await ask('GET', '/factors')).status, status)
    const { headers, text, ...answer } = await ask('DELETE', '/factors/x')
    assert.is(answer.status, status)
    assert.is(headers.has('retry-after'), status === 429)
    assert.is(text.includes('secretPath'), false)
    await stop()
  })

factors.run()
