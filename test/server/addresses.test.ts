import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { memoryStore, StoreError, type EnrollmentStore } from '../../src/durable/index.ts'
import { createEnrollmentServer, openApiDocument } from '../../src/server/index.ts'
import { sms, world } from './server-world.ts'

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
  assert.equal(logs, [
    { method: 'POST', route: '/enrollments', status: 201, ms: 0, enrollmentId: id },
    { method: 'GET', route: '/enrollments/:id', status: 200, ms: 0, enrollmentId: id },
    { method: 'GET', route: '/enrollments/:id', status: 404, ms: 0, problem: 'not-found' },
  ])
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

addresses('say that the server is not ready while its store fails, and not why', async () => {
  const whole = memoryStore()
  let isBroken = false
  const fail = () => Promise.reject(new StoreError('unavailable', 'No connection to db.internal:5432.'))
  const store: EnrollmentStore = {
    ...whole,
    read: (ids) => (isBroken ? fail() : whole.read(ids)),
    commit: (changes) => (isBroken ? fail() : whole.commit(changes)),
  }
  const { node } = world({ store })
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
  // The next look finds that it works again.
  await engine.start()
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
})

addresses.run()
