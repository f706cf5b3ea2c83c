import type { ServerResponse } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { ServiceError } from '../../machines/index.ts'
import type { Endpoint } from '../../src/genauth/index.ts'
import { askedId, endpoints, everyCall } from './every-call.ts'
import { errorOf } from './given.ts'
import { json, text, withServer } from './loopback.ts'

const hostile = suite('a hostile reply')

/** Stands in every text that a server made up, and may stand in no error. */
const planted = 'planted by the server'
const long = `${planted} `.repeat(10_000 / planted.length)
const escapes = `\u001b]0;${planted}\u0007\u001b[2J`

type Expected = Readonly<Record<Endpoint, object>>

const same = (error: object): Expected => ({
  sendEnrollFactorRequest: error,
  enrollFactor: error,
  listEnrolledFactors: error,
  listFactorsToEnroll: error,
  getFactor: error,
  resetFactor: error,
  upload: error,
})

const invalid = (path: string) => ({ _tag: 'invalidResponse', paths: [path], statusCode: 200 })

/** What each call blames for a refusal that names nothing. */
const blamed = (statusCode: number): Expected => {
  const input = (field: string | null) => ({ _tag: 'invalidInput', field, statusCode })
  return {
    sendEnrollFactorRequest: input(null),
    enrollFactor: input('passCode'),
    listEnrolledFactors: input(null),
    listFactorsToEnroll: input(null),
    getFactor: input('factorId'),
    resetFactor: input('factorId'),
    upload: { _tag: 'photoRejected', statusCode },
  }
}

const dripping = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"statusCode":200')
  const drip = setInterval(() => response.write(' '), 5)
  response.once('close', () => clearInterval(drip))
}

const replies: ReadonlyArray<readonly [string, (response: ServerResponse) => void, Expected]> = [
  [
    'of ten megabytes of message',
    (response) => json(response, { statusCode: 200, message: 'x'.repeat(10 * 1024 * 1024), data: [] }),
    same(invalid('body')),
  ],
  [
    'of ten megabytes of data, refused',
    (response) => json(response, { statusCode: 499, data: 'x'.repeat(10 * 1024 * 1024) }, 500),
    same({ _tag: 'serverFault', statusCode: 500 }),
  ],
  ['that drips past the time limit', dripping, same({ _tag: 'timedOut' })],
  [
    'whose JSON is cut off',
    (response) => text(response, `{"statusCode":200,"message":"${planted}","data":[{"factorId":"`),
    same(invalid('body')),
  ],
  [
    'that says success only through a prototype',
    (response) =>
      text(
        response,
        '{"__proto__":{"statusCode":200,"data":[]},"constructor":{"prototype":{"statusCode":200}}}',
      ),
    same(invalid('statusCode')),
  ],
  [
    'with 10 000 characters of message and a request id for a terminal to obey',
    (response) =>
      json(response, {
        statusCode: 499,
        message: long,
        requestId: escapes,
        data: { message: long, escapes },
      }),
    blamed(499),
  ],
  [
    'of HTTP 400 with as much, and an apiCode that is one of the texts',
    (response) => json(response, { statusCode: 400, message: escapes, apiCode: long, requestId: long }, 400),
    blamed(400),
  ],
  [
    'that tells secrets in its data and its own request id',
    (response) =>
      json(response, { statusCode: 500, message: long, requestId: 'req-1', data: [{ secret: long }] }),
    same({ _tag: 'serverFault', statusCode: 500, requestId: 'req-1' }),
  ],
]

for (const [name, reply, expected] of replies) {
  for (const endpoint of endpoints) {
    hostile(`${name} ends ${endpoint} as it should`, () =>
      withServer(reply, async ({ url, received }) => {
        const limits = name.includes('drips') ? { timeoutMs: 60, uploadTimeoutMs: 60 } : {}
        const error = errorOf(await everyCall[endpoint](url, limits))
        assert.equal(error, expected[endpoint])
        assert.ok(E.isRight(ServiceError.decode(error)))
        // A call may be out of time before the server has seen it.
        assert.ok(received.length <= 1)
      }),
    )
  }
}

const item = { factorId: 'f-1', factorType: 'OTP', profile: {} }

const spoilt: ReadonlyArray<readonly [string, Endpoint, unknown, string]> = [
  [
    'an id for a terminal to obey',
    'listEnrolledFactors',
    [item, { ...item, factorId: escapes }],
    'data.1.factorId',
  ],
  ['an id of 10 000 characters', 'listEnrolledFactors', { ...item, factorId: long }, 'data.0.factorId'],
  ['half a character for an id', 'listEnrolledFactors', [{ ...item, factorId: '\ud800' }], 'data.0.factorId'],
  ...['\u202e', '\u2066', '\u200b', '\u200d', '\ufeff', '\u00ad', '\u2028', '\u2029'].flatMap(
    (unseen): ReadonlyArray<readonly [string, Endpoint, unknown, string]> => {
      const spoiltText = `SMS${unseen}x`
      const code = `U+${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`
      return [
        [`${code} in an id`, 'listEnrolledFactors', [{ ...item, factorId: spoiltText }], 'data.0.factorId'],
        [
          `${code} in a type`,
          'listEnrolledFactors',
          [{ ...item, factorType: spoiltText }],
          'data.0.factorType',
        ],
        [`${code} in a type`, 'listFactorsToEnroll', [{ factorType: spoiltText }], 'data.0.factorType'],
        [`${code} in a type`, 'getFactor', { factorId: askedId, factorType: spoiltText }, 'data.factorType'],
        [`${code} in a key`, 'upload', { key: spoiltText }, 'data.key'],
      ]
    },
  ),
  [
    'a type for a terminal to obey',
    'listEnrolledFactors',
    [{ ...item, factorType: escapes }],
    'data.0.factorType',
  ],
  ['a type for a terminal to obey', 'listFactorsToEnroll', { factorType: escapes }, 'data.0.factorType'],
  ['an id for a terminal to obey', 'getFactor', { ...item, factorId: escapes }, 'data.factorId'],
  ['a key for a terminal to obey', 'upload', { key: escapes, url: long }, 'data.key'],
  [
    'a token that is an object',
    'sendEnrollFactorRequest',
    { enrollmentToken: { escapes }, otpData: { qrCodeUri: long, recoveryCode: long } },
    'data.enrollmentToken',
  ],
]
for (const [name, endpoint, data, path] of spoilt) {
  hostile(`with ${name} is refused by ${endpoint}, which says where and not what`, () =>
    withServer(
      (response) => json(response, { statusCode: 200, message: planted, data }),
      async ({ url }) => {
        const error = errorOf(await everyCall[endpoint](url))
        assert.equal(error, invalid(path))
      },
    ),
  )
}

hostile.run()
