import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import * as TE from '#fp-ts/TaskEither'
import { redact, type FactorDirectory } from '../../machines/index.ts'
import {
  createEnrollmentServer,
  memoryLimits,
  RemovalEvent,
  type Authenticate,
  type EnrollmentServerOptions,
  type RemovalAsked,
} from '../../src/server/index.ts'
import { origin, quiet, world } from './server-world.ts'

const removals = suite('taking a factor off over HTTP')

/** A server with what its audit heard, and what was asked of the service. */
const heard = (
  server: Partial<EnrollmentServerOptions> = {},
  resetFactor: FactorDirectory['resetFactor'] = () => TE.right(undefined),
) => {
  const w = world()
  const told: (readonly [RemovalEvent, string])[] = []
  const resets: string[] = []
  const directory = (): FactorDirectory => ({
    ...w.sandbox.directory(),
    resetFactor: (factorId, options) => {
      resets.push(factorId)
      return resetFactor(factorId, options)
    },
  })
  const node = w.node({
    server: {
      directory,
      onRemoval: (event, { subject }) => {
        told.push([event, subject])
      },
      ...server,
    },
  })
  return { ...w, ...node, told, resets, types: () => told.map(([{ type }]) => type) }
}

const never = () => new Promise<never>(() => undefined)

removals('asks the host first, who is told whose factor it is and what was sent', async () => {
  const asked: RemovalAsked[] = []
  const beforeRemoval = (about: RemovalAsked) => asked.push(about) > 0
  const { ask, resets, stop } = heard({ beforeRemoval })
  const headers = { cookie: 'session=4711' }
  assert.is((await ask('DELETE', '/factors/user%7Cphone', { headers })).status, 204)
  assert.equal(
    asked.map(({ subject, factorId, request }) => [
      subject,
      factorId,
      request.url,
      request.headers.get('cookie'),
    ]),
    [['ann', 'user|phone', `${origin}/factors/user%7Cphone`, 'session=4711']],
  )
  assert.equal(resets, ['user|phone'])
  await stop()
})

removals('is refused where the host says no, and nothing is sent', async () => {
  for (const beforeRemoval of [() => false, async () => false]) {
    const { ask, told, resets, stop } = heard({ beforeRemoval })
    const { status, json } = await ask('DELETE', '/factors/one')
    assert.equal([status, json.type, json.reason], [403, '/problems/step-up-required', 'stepUpRequired'])
    assert.equal(resets, [])
    const [asked, refused] = told.map(([event]) => event)
    assert.is(asked?.type, 'removal.requested')
    assert.equal(refused?.type === 'removal.failed' && refused.error, { tag: 'stepUpRequired' })
    await stop()
  }
})

removals('is refused where the host says anything but yes', async () => {
  const { ask, resets, stop } = heard({ beforeRemoval: () => JSON.parse('1') })
  assert.is((await ask('DELETE', '/factors/one')).status, 403)
  assert.equal(resets, [])
  await stop()
})

const broken = new Error('secret-4711')

for (const [how, beforeRemoval] of [
  [
    'throws',
    () => {
      throw broken
    },
  ],
  ['rejects', () => Promise.reject(broken)],
] as const)
  removals(`is put off where the host ${how}, and nothing is sent`, async () => {
    const { ask, types, resets, defects, stop } = heard({ beforeRemoval })
    const { status, headers, json, text } = await ask('DELETE', '/factors/one')
    assert.equal([status, json.type], [503, '/problems/step-up-unavailable'])
    assert.is(headers.get('retry-after'), '5')
    assert.is(text.includes('secret-4711'), false)
    assert.equal([resets, defects, types()], [[], [broken], ['removal.requested', 'removal.failed']])
    await stop()
  })

removals('is put off where the host does not answer within ten seconds', async () => {
  const { ask, clock, types, resets, defects, stop } = heard({ beforeRemoval: never })
  let isAnswered = false
  const asked = ask('DELETE', '/factors/one').finally(() => {
    isAnswered = true
  })
  await quiet()
  clock.advance(9_999)
  await quiet()
  assert.is(isAnswered, false)
  clock.advance(1)
  assert.is((await asked).status, 503)
  assert.equal([resets, types()], [[], ['removal.requested', 'removal.failed']])
  assert.match(String(defects[0]), 'beforeRemoval did not answer within 10000 ms')
  await stop()
})

removals('leaves no timer behind where the host answers', async () => {
  const { ask, clock, stop } = heard({ beforeRemoval: async () => true })
  const before = clock.pending.size
  assert.is((await ask('DELETE', '/factors/one')).status, 204)
  assert.is(clock.pending.size, before)
  await stop()
})

removals('needs nobody’s leave where the host asks for none', async () => {
  const { ask, resets, stop } = heard()
  assert.is((await ask('DELETE', '/factors/one')).status, 204)
  assert.equal(resets, ['one'])
  await stop()
})

removals('is told of before it goes out and once it is done, with whose it was beside', async () => {
  const { ask, told, clock, stop } = heard()
  await ask('DELETE', '/factors/one')
  const inEvery = { version: 1, at: clock.now(), factorId: 'one' } as const
  assert.equal(told, [
    [{ ...inEvery, type: 'removal.requested' }, 'ann'],
    [{ ...inEvery, type: 'factor.removed' }, 'ann'],
  ])
  assert.ok(told.every(([event]) => RemovalEvent.is(event) && !JSON.stringify(event).includes('ann')))
  await stop()
})

removals('whose answer is lost is told of as one that may have worked', async () => {
  const { ask, told, stop } = heard({}, () => TE.left({ _tag: 'timedOut', requestId: 'r-1' }))
  assert.is((await ask('DELETE', '/factors/one')).status, 504)
  const last = told.at(-1)?.[0]
  assert.equal(last?.type === 'removal.doubted' && last.error, { tag: 'timedOut', requestId: 'r-1' })
  await stop()
})

removals('that broke in the middle is told of as one that may have worked', async () => {
  const { ask, told, defects, stop } = heard({}, () => () => Promise.reject(broken))
  assert.is((await ask('DELETE', '/factors/one')).status, 500)
  const last = told.at(-1)?.[0]
  assert.equal(last?.type === 'removal.doubted' && last.error, { tag: 'defect' })
  assert.equal(defects, [broken])
  await stop()
})

removals('that the service refused is told of as one that failed', async () => {
  const { ask, types, stop } = heard({}, () => TE.left({ _tag: 'forbidden' }))
  assert.is((await ask('DELETE', '/factors/one')).status, 403)
  assert.equal(types(), ['removal.requested', 'removal.failed'])
  await stop()
})

removals('goes on, and is told of, though the client has left', async () => {
  let answered = () => {}
  const { server, types, stop } = heard(
    {},
    (_, { signal } = {}) =>
      () =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () =>
            resolve(E.left({ _tag: 'unreachable', mayHaveArrived: true })),
          )
          answered = () => resolve(E.right(undefined))
        }),
  )
  const leaving = new AbortController()
  const answer = server.fetch(
    new Request(`${origin}/factors/one`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer ann' },
      signal: leaving.signal,
    }),
  )
  await quiet()
  leaving.abort()
  await quiet()
  answered()
  await answer
  assert.equal(types(), ['removal.requested', 'factor.removed'])
  await stop()
})

removals('is not told of where nobody is known, or a foreign page asks', async () => {
  const authenticate: Authenticate = async (request) =>
    request.headers.has('cookie') ? { subject: 'ann', getAccessToken: async () => redact('token') } : null
  const { ask, told, resets, stop } = heard({ authenticate })
  assert.is((await ask('DELETE', '/factors/one', { as: null })).status, 401)
  const headers = { cookie: 'session=ann', origin: 'https://evil.example' }
  assert.is((await ask('DELETE', '/factors/one', { as: null, headers })).status, 403)
  assert.equal([told, resets], [[], []])
  await stop()
})

removals('waits for nothing that hears of it, and is stopped by nothing it throws', async () => {
  for (const onRemoval of [
    () => {
      throw broken
    },
    () => Promise.reject(broken),
    never,
  ]) {
    const { ask, defects, stop } = heard({ onRemoval })
    assert.is((await ask('DELETE', '/factors/one')).status, 204)
    assert.equal(defects, onRemoval === never ? [] : [broken, broken])
    await stop()
  }
})

removals('is bounded for each person, so that nobody is flooded with what is told of it', async () => {
  const limits = memoryLimits({ amounts: { removal: { points: 2, seconds: 3_600 } } })
  const { ask, resets, types, stop } = heard({ limits })
  const statuses: number[] = []
  for (const id of ['one', 'two', 'three']) statuses.push((await ask('DELETE', `/factors/${id}`)).status)
  assert.equal(statuses, [204, 204, 429])
  assert.is((await ask('DELETE', '/factors/four', { as: 'bob' })).status, 204)
  assert.equal(resets, ['one', 'two', 'four'])
  assert.is(types().length, 6)
  await stop()
})

removals('asked about by a hook that would never be asked is refused when the server is made', () => {
  const { engine, authenticate } = { engine: world().node().engine, authenticate: async () => null }
  for (const hook of [{ beforeRemoval: () => true }, { onRemoval: () => undefined }])
    assert.throws(
      () => createEnrollmentServer({ engine, authenticate, limits: false, ...hook }),
      /need directory/,
    )
})

removals.run()
