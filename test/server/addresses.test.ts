import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { memoryStore, StoreError, type EnrollmentStore } from '../../src/durable/index.ts'
import { createEnrollmentServer, openApiDocument } from '../../src/server/index.ts'
import { listening } from './event-reader.ts'
import { origin, quiet, sms, world } from './server-world.ts'

const addresses = suite('the addresses of a server')

const allowed = [
  ['/enrollments', 'POST, OPTIONS'],
  ['/enrollments/one', 'GET, DELETE, HEAD, OPTIONS'],
  ['/enrollments/one/events', 'POST, OPTIONS'],
  ['/enrollments/one/stream', 'GET, HEAD, OPTIONS'],
  ['/factors', 'GET, HEAD, OPTIONS'],
  ['/factors/choices', 'GET, HEAD, OPTIONS'],
  ['/photos', 'POST, OPTIONS'],
  ['/healthz', 'GET, HEAD, OPTIONS'],
  ['/readyz', 'GET, HEAD, OPTIONS'],
  ['/openapi.json', 'GET, HEAD, OPTIONS'],
] as const

for (const [path, allow] of allowed)
  addresses(`say which methods they take: ${path}`, async () => {
    const { node } = world()
    const { ask, stop } = node()
    const put = await ask('PUT', path, { body: {} })
    assert.equal([put.status, put.headers.get('allow')], [405, allow])
    const options = await ask('OPTIONS', path)
    assert.equal([options.status, options.text, options.headers.get('allow')], [204, '', allow])
    if (!allow.includes('HEAD')) assert.is((await ask('HEAD', path)).status, 405)
    await stop()
  })

addresses('answer a HEAD as a GET without its body', async () => {
  const { node } = world()
  const { ask, began, stop } = node()
  const id = await began()
  const { status, headers, text } = await ask('HEAD', `/enrollments/${id}`)
  assert.equal([status, text, headers.get('content-type')], [200, '', 'application/json'])
  assert.is((await ask('HEAD', '/enrollments/none')).status, 404)
  await stop()
})

addresses('that are not there are 404, whatever is asked of them', async () => {
  const { node } = world()
  const { ask, stop, logs } = node()
  for (const path of [
    '/',
    '/enrollment',
    '/enrollments/',
    '/enrollments/a/b',
    '/%00',
    '/enrollments/%ff',
    '//',
  ])
    assert.is((await ask('GET', path)).status, 404, path)
  assert.is(logs[0]?.route, 'unmatched')
  await stop()
})

addresses('are logged by their pattern, and with the problem', async () => {
  const { node, clock } = world()
  const { ask, began, stop, logs } = node()
  const id = await began()
  await ask('GET', `/enrollments/${id}`)
  await ask('GET', `/enrollments/${id}`, { as: 'bob' })
  assert.equal(
    logs.map(({ subject: _, ...log }) => log),
    [
      { method: 'POST', route: '/enrollments', status: 201, ms: 0, enrollmentId: id },
      { method: 'GET', route: '/enrollments/:id', status: 200, ms: 0, enrollmentId: id },
      { method: 'GET', route: '/enrollments/:id', status: 404, ms: 0, problem: 'not-found' },
    ],
  )
  assert.ok(clock.now() > 0)
  await stop()
})

addresses('for health need nobody to be known', async () => {
  const { node } = world()
  const { ask, server, stop } = node()
  for (const path of ['/healthz', '/readyz', '/openapi.json'])
    assert.is((await ask('GET', path, { as: null })).status, 200)
  await server.stop()
  assert.is((await ask('GET', '/healthz', { as: null })).status, 200)
  const notReady = await ask('GET', '/readyz', { as: null })
  assert.equal([notReady.status, notReady.json.reason], [503, 'stopping'])
  await stop()
})

addresses('answer everything but readiness while the server drains', async () => {
  const { node } = world()
  const { ask, began, fetched, server, stop } = node()
  const id = await began()
  server.drain()
  const notReady = await ask('GET', '/readyz', { as: null })
  assert.equal(
    [notReady.status, notReady.json.reason, notReady.headers.get('retry-after')],
    [503, 'stopping', '1'],
  )
  assert.is((await ask('GET', '/healthz', { as: null })).status, 200)
  assert.is((await ask('GET', `/enrollments/${id}`)).status, 200)
  assert.is((await ask('POST', '/enrollments', { as: 'bob', body: { factorType: 'OTP' } })).status, 201)
  const stream = listening(await fetched('GET', `/enrollments/${id}/stream`))
  await quiet()
  assert.equal([stream.story(), stream.isClosed()], [['awaitingCode'], false])
  await server.stop()
  await quiet()
  assert.ok(stream.isClosed())
  await stop()
})

addresses('ask the store for readiness one question at a time, and one a second', async () => {
  const { node, clock } = world()
  let asked = 0
  let answer = (): void => undefined
  const { ask, stop } = node({
    wrapEngine: (engine) => ({
      ...engine,
      ownerOf: async () => {
        asked += 1
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return null
      },
    }),
  })
  const ready = () => ask('GET', '/readyz', { as: null })
  const probes = [ready(), ready(), ready()]
  await quiet()
  // A question that takes long is not asked again meanwhile.
  clock.advance(5_000)
  probes.push(ready())
  await quiet()
  assert.is(asked, 1)
  answer()
  assert.equal(
    (await Promise.all(probes)).map(({ status }) => status),
    [200, 200, 200, 200],
  )
  clock.advance(999)
  assert.is((await ready()).status, 200)
  assert.is(asked, 1)
  clock.advance(1)
  const late = ready()
  await quiet()
  assert.is(asked, 2)
  answer()
  assert.is((await late).status, 200)
  await stop()
})

addresses('tell of a store that fails once for each question', async () => {
  const { node, clock } = world()
  const failed = new StoreError('unavailable', 'No connection to db.internal:5432.')
  const { ask, defects, stop } = node({
    wrapEngine: (engine) => ({ ...engine, ownerOf: () => Promise.reject(failed) }),
  })
  for (let probe = 0; probe < 5; probe += 1) assert.is((await ask('GET', '/readyz')).status, 503)
  assert.equal(defects, [failed])
  clock.advance(1_000)
  assert.is((await ask('GET', '/readyz')).status, 503)
  assert.equal(defects, [failed, failed])
  await stop()
})

addresses('have the text of the OpenAPI document at hand', async () => {
  const { node } = world()
  const { server, stop } = node()
  const { stringify } = JSON
  let made = 0
  JSON.stringify = new Proxy(stringify, {
    apply: (target, self, given) => {
      made += 1
      return Reflect.apply(target, self, given)
    },
  })
  try {
    const texts = []
    for (let one = 0; one < 3; one += 1)
      texts.push(await (await server.fetch(new Request(`${origin}/openapi.json`))).text())
    assert.is(made, 0)
    assert.is(new Set(texts).size, 1)
  } finally {
    JSON.stringify = stringify
  }
  await stop()
})

addresses('say that the server is not ready while its store fails, and not why', async () => {
  const whole = memoryStore()
  let isBroken = false
  const fail = () => Promise.reject(new StoreError('unavailable', 'No connection to db.internal:5432.'))
  const store: EnrollmentStore = {
    ...whole,
    read: (ids) => (isBroken ? fail() : whole.read(ids)),
    commit: (changes) => (isBroken ? fail() : whole.commit(changes)),
  }
  const { node, clock } = world({ store })
  const { ask, began, engine, stop, defects } = node()
  const id = await began()
  isBroken = true
  for (const [method, path, body] of [
    ['GET', '/readyz', undefined],
    ['GET', `/enrollments/${id}`, undefined],
    ['POST', '/enrollments', sms],
  ] as const) {
    const { status, headers, text } = await ask(method, path, { body })
    assert.equal([status, headers.get('retry-after')], [503, '5'])
    assert.is(text.includes('db.internal'), false)
  }
  assert.ok(defects.some((defect) => defect instanceof StoreError))
  isBroken = false
  // The next look finds that it works again, and what the store said a second ago counts no more.
  await engine.start()
  clock.advance(1_000)
  assert.is((await ask('GET', '/readyz')).status, 200)
  await stop()
})

for (const broken of [new Error('secret-4711'), 'secret-4711', null])
  addresses(`keep what broke to themselves: ${String(broken)}`, async () => {
    const { node } = world()
    const { ask, defects, stop } = node({
      server: {
        allowTarget: () => {
          throw broken
        },
      },
    })
    const { status, text } = await ask('POST', '/enrollments', { body: sms })
    assert.is(status, 500)
    assert.is(text.includes('secret-4711'), false)
    assert.equal(defects, [broken])
    await stop()
  })

addresses('are those of the OpenAPI document, and no others', async () => {
  const { node } = world()
  const { ask, stop } = node({ server: { basePath: '' } })
  const { json } = await ask('GET', '/openapi.json', { as: null })
  assert.equal(json, openApiDocument(''))
  assert.equal(
    Object.keys(json.paths)
      .map((path) => path.replace('{id}', 'one'))
      .toSorted(),
    [...allowed.map(([path]) => path), '/factors/one'].toSorted(),
  )
  for (const [path, allow] of allowed) {
    const documented = Object.keys(json.paths[path.replace('one', '{id}')]).map((method) =>
      method.toUpperCase(),
    )
    assert.equal(
      documented.toSorted(),
      allow
        .split(', ')
        .filter((method) => method !== 'HEAD' && method !== 'OPTIONS')
        .toSorted(),
    )
  }
  await stop()
})

addresses('cannot be made from options that do not work', () => {
  const { node } = world()
  const { engine } = node()
  const authenticate = async () => null
  const given = { engine, authenticate, limits: false } as const
  assert.throws(() => createEnrollmentServer({ ...given, basePath: 'mfa/' }), /basePath/)
  assert.throws(() => createEnrollmentServer({ ...given, origins: ['*'] }), /no origin/)
  assert.throws(() => createEnrollmentServer({ ...given, trustProxy: 1.5 }), /trustProxy/)
  for (const mostStreams of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(() => createEnrollmentServer({ ...given, mostStreams }), /mostStreams/)
  for (const host of ['', 'http://metrics.internal', 'metrics.internal:9464', '*', '*.internal', 'a b'])
    assert.throws(() => createEnrollmentServer({ ...given, adminHosts: [host] }), /adminHosts/)
})

addresses.run()
