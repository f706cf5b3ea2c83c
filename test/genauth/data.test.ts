import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inspect } from 'node:util'
import { EnrollFactorRequested, reveal } from '../../machines/index.ts'
import type { Choice } from '../../machines/index.ts'
import { chosen, errorOf, list, otpData, request, requested, serviceAt, valueOf } from './given.ts'
import { text, withServer } from './loopback.ts'

const data = suite('the data of a reply')

type Answer<A> = { readonly answer: A | undefined }

const withReply = async <A>(body: string, ask: (url: string) => Promise<A>): Promise<A> => {
  const kept: { last: Answer<A> } = { last: { answer: undefined } }
  await withServer(
    (response) => text(response, body),
    async ({ url }) => {
      kept.last = { answer: await ask(url) }
    },
  )
  if (kept.last.answer === undefined) throw new Error('there was no answer')
  return kept.last.answer
}

const replyWith = (value: unknown) => JSON.stringify({ statusCode: 200, message: '', data: value })
const requestedWith = (value: unknown, choice: Choice) =>
  withReply(replyWith(value), (url) => request(serviceAt(url), choice))
const listedWith = (value: unknown) => withReply(replyWith(value), (url) => list(serviceAt(url)))

data('OTP brings a token, a provisioning URI and a recovery code, all redacted', async () => {
  const answer = valueOf(await requestedWith(requested.data, chosen.OTP))
  assert.is(reveal(answer.enrollmentToken), 'token-2')
  if (answer.otpData === undefined || answer.otpData === null) throw new Error('there is no otpData')
  assert.is(reveal(answer.otpData.qrCodeUri), otpData.qrCodeUri)
  assert.is(reveal(answer.otpData.recoveryCode), otpData.recoveryCode)
  assert.ok(EnrollFactorRequested.is(answer))
  for (const printed of [JSON.stringify(answer), inspect(answer, { depth: 9, showHidden: true })]) {
    for (const secret of ['token-2', 'JBSWY3DPEHPK3PXP', '1f3a-09bc']) assert.not.ok(printed.includes(secret))
  }
})

data('the picture of the QR code and unknown fields are dropped', async () => {
  const answer = valueOf(await requestedWith({ ...requested.data, more: 1 }, chosen.OTP))
  assert.equal(Object.keys(answer).sort(), ['enrollmentToken', 'otpData'])
  assert.equal(Object.keys(answer.otpData ?? {}).sort(), ['qrCodeUri', 'recoveryCode'])
})

for (const [name, value] of [
  ['missing', undefined],
  ['null', null],
  ['{}', {}],
  ['half there', { qrCodeUri: '' }],
] as const) {
  data(`otpData that is ${name} does not matter to SMS, EMAIL and FACE`, async () => {
    for (const choice of [chosen.SMS, chosen.EMAIL, chosen.FACE]) {
      const answer = valueOf(await requestedWith({ enrollmentToken: 't', otpData: value }, choice))
      assert.equal(Object.keys(answer), ['enrollmentToken'])
    }
  })
}

const broken: ReadonlyArray<readonly [string, unknown, readonly string[]]> = [
  ['no data', undefined, ['data']],
  ['null', null, ['data']],
  ['no token', { otpData }, ['data.enrollmentToken']],
  ['an empty token', { enrollmentToken: '', otpData }, ['data.enrollmentToken']],
  ['a token that is a number', { enrollmentToken: 123_456, otpData }, ['data.enrollmentToken']],
  ['no otpData', { enrollmentToken: 't' }, ['data.otpData']],
  ['an otpData of null', { enrollmentToken: 't', otpData: null }, ['data.otpData']],
  [
    'an empty otpData',
    { enrollmentToken: 't', otpData: {} },
    ['data.otpData.qrCodeUri', 'data.otpData.recoveryCode'],
  ],
  [
    'no recovery code',
    { enrollmentToken: 't', otpData: { qrCodeUri: 'otpauth://x' } },
    ['data.otpData.recoveryCode'],
  ],
]
for (const [name, value, paths] of broken) {
  data(`OTP with ${name} is invalid at ${paths.join(' and ')}, and no value is told`, async () => {
    assert.equal(errorOf(await requestedWith(value, chosen.OTP)), {
      _tag: 'invalidResponse',
      paths,
      statusCode: 200,
    })
  })
}

const factor = {
  factorId: 'f-1',
  factorType: 'SMS',
  profile: { phoneNumber: '138', phoneCountryCode: '+86' },
}

const lists: ReadonlyArray<readonly [string, unknown, readonly string[]]> = [
  ['an array', [factor, { ...factor, factorId: 'user-1|phone' }], ['f-1', 'user-1|phone']],
  ['a single object, as in every sample of the docs', factor, ['f-1']],
  ['null', null, []],
  ['nothing', undefined, []],
  ['an empty array', [], []],
  ['a factor of a type nobody knows', [{ ...factor, factorType: 'PASSKEY' }], ['f-1']],
]
for (const [name, value, ids] of lists) {
  data(`a list that is ${name} is a list`, async () => {
    assert.equal(
      valueOf(await listedWith(value)).map(({ factorId }) => factorId),
      ids,
    )
  })
}

data('a list keeps the type it does not know', async () => {
  assert.is(valueOf(await listedWith([{ ...factor, factorType: 'PASSKEY' }]))[0]?.factorType, 'PASSKEY')
})

data('the contact of a factor is redacted, and the rest of it dropped', async () => {
  const [first] = valueOf(
    await listedWith([{ ...factor, secret: 's', profile: { ...factor.profile, photo: 'p' } }]),
  )
  if (first === undefined) throw new Error('the list is empty')
  assert.equal(Object.keys(first).sort(), ['factorId', 'factorType', 'profile'])
  assert.equal(reveal(first.profile), { phoneNumber: '138', phoneCountryCode: '+86' })
  assert.not.match(JSON.stringify(first), /138/)
})

for (const [name, profile] of [
  ['missing', undefined],
  ['null', null],
  ['a text', 'ann@example.com'],
  ['an array, as PHP writes an empty object', []],
  ['full of nulls', { email: null, phoneNumber: null }],
  ['full of oddities', { email: 7, phoneNumber: '', phoneCountryCode: {} }],
] as const) {
  data(`a profile that is ${name} costs no factor`, async () => {
    const [first] = valueOf(await listedWith([{ ...factor, profile }]))
    if (first === undefined) throw new Error('the list is empty')
    assert.equal(reveal(first.profile), {})
  })
}

for (const [name, value, path] of [
  ['an item without factorId', [factor, { factorType: 'SMS', profile: {} }], 'data.1.factorId'],
  ['an empty factorId', [{ ...factor, factorId: '' }], 'data.0.factorId'],
  ['an item without factorType', [{ factorId: 'f', profile: {} }], 'data.0.factorType'],
  ['an empty object', {}, 'data.0.factorId'],
  ['an item of null', [null], 'data.0'],
  ['a text', 'none', 'data'],
] as const) {
  data(`a list with ${name} is invalid at ${path}`, async () => {
    const error = errorOf(await listedWith(value))
    assert.is(error._tag, 'invalidResponse')
    if (error._tag === 'invalidResponse') assert.ok(error.paths.includes(path), error.paths.join())
  })
}

for (const key of ['__proto__', 'constructor', 'prototype']) {
  data(`${key} in a reply is dropped at every depth`, async () => {
    const polluted = `{"statusCode":200,"${key}":{"statusCode":500,"polluted":true},"data":[{"factorId":"f","factorType":"SMS",
      "${key}":{"polluted":true},"profile":{"${key}":{"email":"evil@example.com"}}}]}`
    const [first] = valueOf(await withReply(polluted, (url) => list(serviceAt(url))))
    if (first === undefined) throw new Error('the list is empty')
    assert.equal(reveal(first.profile), {})
    assert.is('polluted' in first, false)
    assert.is('polluted' in {}, false)
  })
}

data('an enrollment token that only a prototype has is none', async () => {
  const body = '{"statusCode":200,"data":{"__proto__":{"enrollmentToken":"evil"}}}'
  const error = errorOf(await withReply(body, (url) => request(serviceAt(url), chosen.SMS)))
  assert.equal(error, { _tag: 'invalidResponse', paths: ['data.enrollmentToken'], statusCode: 200 })
})

const nested = (levels: number) =>
  `{"statusCode":200,"data":[],"more":${'['.repeat(levels)}${']'.repeat(levels)}}`

data('sixteen levels are read', async () => {
  assert.equal(valueOf(await withReply(nested(15), (url) => list(serviceAt(url)))), [])
})

for (const levels of [16, 100_000]) {
  data(`${levels + 1} levels are refused`, async () => {
    const error = errorOf(await withReply(nested(levels), (url) => list(serviceAt(url))))
    assert.equal(error, { _tag: 'invalidResponse', paths: ['body'], statusCode: 200 })
  })
}

data.run()
