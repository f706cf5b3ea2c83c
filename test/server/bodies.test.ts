import { gzipSync } from 'node:zlib'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { byToken, quiet, sms, world, type Asking } from './server-world.ts'

const bodies = suite('the body of a request')

const json = { 'content-type': 'application/json' }
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

const refused: readonly (readonly [string, Asking, number, string])[] = [
  ['that is no JSON', { raw: '{"factorType":', headers: json }, 400, 'malformed-body'],
  ['that is empty', { raw: '', headers: json }, 400, 'empty-body'],
  ['that is a list', { raw: '[]', headers: json }, 400, 'malformed-body'],
  ['that is not UTF-8', { raw: new Uint8Array([0x7b, 0xff, 0x7d]), headers: json }, 400, 'malformed-body'],
  ['that is too deep', { raw: `{"profile":${deep(16)}}`, headers: json }, 400, 'malformed-body'],
  [
    'that is larger than 256 KiB',
    { raw: JSON.stringify({ pad: 'x'.repeat(256 * 1024) }), headers: json },
    413,
    'body-too-large',
  ],
  [
    'whose declared length is too large',
    { raw: '{}', headers: { ...json, 'content-length': '999999999' } },
    413,
    'body-too-large',
  ],
  [
    'of another content type',
    { raw: JSON.stringify(sms), headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported-content-type',
  ],
  [
    'of a form, which any page can send',
    { raw: new URLSearchParams({ factorType: 'OTP' }) },
    415,
    'unsupported-content-type',
  ],
  [
    'of another charset',
    { raw: JSON.stringify(sms), headers: { 'content-type': 'application/json; charset=gbk' } },
    415,
    'unsupported-content-type',
  ],
  [
    'of a charset that is not said',
    { raw: JSON.stringify(sms), headers: { 'content-type': 'application/json;charset' } },
    415,
    'unsupported-content-type',
  ],
  [
    'of two charsets',
    {
      raw: JSON.stringify(sms),
      headers: { 'content-type': 'application/json; charset=utf-8; Charset="utf-16"' },
    },
    415,
    'unsupported-content-type',
  ],
  [
    'that says it is compressed',
    { raw: JSON.stringify(sms), headers: { ...json, 'content-encoding': 'gzip' } },
    415,
    'unsupported-content-type',
  ],
  [
    'that is compressed',
    { raw: gzipSync(JSON.stringify(sms)), headers: { ...json, 'content-encoding': 'identity, GZIP' } },
    415,
    'unsupported-content-type',
  ],
  ['without a factor', { body: {} }, 422, 'invalid-command'],
  ['with a factor that nobody knows', { body: { factorType: 'PASSKEY' } }, 422, 'invalid-command'],
  ['without the number that SMS needs', { body: { factorType: 'SMS', profile: {} } }, 422, 'invalid-command'],
]

for (const [what, asking, status, problem] of refused)
  bodies(`${what} is refused, and begins nothing`, async () => {
    const { node, commits } = world()
    const { ask, stop, logs } = node()
    const { json: said, ...answer } = await ask('POST', '/enrollments', asking)
    assert.equal([answer.status, said.type], [status, `/problems/${problem}`])
    assert.equal(commits, [])
    assert.is(logs.at(-1)?.problem, problem)
    await stop()
  })

bodies('that is endless is read no further than its limit', async () => {
  const { node } = world()
  const { ask, stop } = node()
  let pulled = 0
  let isCancelled = false
  const raw = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20))
    },
    cancel: () => {
      isCancelled = true
    },
  })
  const { status } = await ask('POST', '/enrollments', { raw, headers: json })
  assert.is(status, 413)
  assert.ok(isCancelled)
  assert.ok(pulled < 10)
  await stop()
})

bodies('that comes too slowly is given up', async () => {
  const { node, clock } = world()
  const { ask, stop } = node()
  const raw = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
  })
  const asked = ask('POST', '/enrollments', { raw, headers: json })
  await quiet()
  clock.advance(15_000)
  assert.is((await asked).status, 408)
  assert.is(clock.pending.size, 0)
  await stop()
})

const readBy: readonly (readonly [string, (request: Request) => Promise<unknown>])[] = [
  ['has read', (request) => request.text()],
  ['still reads', async (request) => request.body?.getReader()],
]
for (const [what, read] of readBy)
  bodies(`that the host ${what} is its defect, and none of the client's`, async () => {
    const { node, commits } = world()
    const { ask, defects, stop } = node({
      server: {
        authenticate: async (request) => {
          await read(request)
          return byToken(request)
        },
      },
    })
    const { status, json: said } = await ask('POST', '/enrollments', { body: sms })
    assert.equal([status, said.type], [500, '/problems/defect'])
    assert.equal(commits, [])
    assert.is(defects.length, 1)
    assert.match(String(defects[0]), /before this server has read the body/)
    await stop()
  })

bodies('that is empty for no reason that shows is answered with both', async () => {
  const { node } = world()
  const { ask, defects, stop } = node()
  const { json: said } = await ask('POST', '/enrollments', { headers: { ...json, 'content-length': '7' } })
  assert.is(said.type, '/problems/empty-body')
  assert.match(said.detail, /Send one.*express\.json\(\)/)
  assert.equal(defects, [], 'a client that left must not blame the host')
  await stop()
})

const harmless: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'Application/JSON; charset=utf-8' },
  { 'content-type': 'application/json ;charset="UTF-8"; profile=mfa' },
  { ...json, 'content-encoding': 'Identity' },
]
for (const headers of harmless)
  bodies(`may say ${JSON.stringify(headers)}`, async () => {
    const { node } = world()
    const { ask, stop } = node()
    assert.is((await ask('POST', '/enrollments', { raw: JSON.stringify(sms), headers })).status, 201)
    await stop()
  })

bodies('that says it is compressed is told that it must not be', async () => {
  const { node } = world()
  const { ask, stop } = node()
  const encoded = { ...json, 'content-encoding': 'gzip' }
  const { headers } = await ask('POST', '/enrollments', { raw: JSON.stringify(sms), headers: encoded })
  assert.is(headers.get('accept-encoding'), 'identity')
  await stop()
})

bodies('reaches no prototype', async () => {
  const { node } = world()
  const { ask, stop } = node()
  const raw = '{"factorType":"OTP","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
  assert.is((await ask('POST', '/enrollments', { raw, headers: json })).status, 201)
  const inherited = '{"__proto__":{"factorType":"OTP"}}'
  assert.is((await ask('POST', '/enrollments', { raw: inherited, headers: json })).status, 422)
  assert.is(Reflect.get({}, 'polluted'), undefined)
  await stop()
})

bodies.run()
