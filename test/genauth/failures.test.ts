import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { ServiceError } from '../../machines/index.ts'
import { failureOf } from '../../src/genauth/index.ts'
import type { RefusedCall } from '../../src/genauth/index.ts'

const failures = suite('the table of failures')

const bindOtp: RefusedCall = { endpoint: 'enrollFactor', factorType: 'OTP' }
const bindSms: RefusedCall = { endpoint: 'enrollFactor', factorType: 'SMS' }
const bindFace: RefusedCall = { endpoint: 'enrollFactor', factorType: 'FACE' }
const requestOtp: RefusedCall = { endpoint: 'sendEnrollFactorRequest', factorType: 'OTP' }
const requestSms: RefusedCall = { endpoint: 'sendEnrollFactorRequest', factorType: 'SMS' }
const requestEmail: RefusedCall = { endpoint: 'sendEnrollFactorRequest', factorType: 'EMAIL' }
const requestFace: RefusedCall = { endpoint: 'sendEnrollFactorRequest', factorType: 'FACE' }
const list: RefusedCall = { endpoint: 'listEnrolledFactors', factorType: null }
const listToEnroll: RefusedCall = { endpoint: 'listFactorsToEnroll', factorType: null }
const get: RefusedCall = { endpoint: 'getFactor', factorType: null }
const reset: RefusedCall = { endpoint: 'resetFactor', factorType: null }
const upload: RefusedCall = { endpoint: 'upload', factorType: 'FACE' }
const ofTheService = [bindOtp, bindSms, bindFace, requestOtp, requestSms, requestEmail, requestFace, list]
const ofTheDirectory = [list, listToEnroll, get, reset]
const every = [...ofTheService, ...ofTheDirectory]

type Tag = ServiceError['_tag']

// Section 3.1 of the wire reference, and the HTTP statuses a gateway may add.
const statusCodes: ReadonlyArray<readonly [number, Tag, string?]> = [
  [400, 'invalidInput'],
  [401, 'unauthorized'],
  [402, 'forbidden', 'the plan does not include it, and the person cannot change the plan'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [405, 'notFound', 'there is no GenAuth behind this address'],
  [408, 'timedOut', 'a gateway gave up, and the call may have taken effect'],
  [409, 'alreadyBound', 'a conflict with existing data is a factor or target that is taken'],
  [422, 'invalidInput', "a vendor's own test expects it for an SMS request"],
  [429, 'throttled'],
  [499, 'invalidInput', 'the generic client fault is the input unless an apiCode knows better'],
  [500, 'serverFault'],
  [501, 'unsupported'],
  [502, 'serverFault'],
  [503, 'serverFault'],
  [504, 'serverFault', 'gateways say it, and one SDK invents it for its own time limit'],
  [601, 'serverFault', 'the SMS, mail or face provider is not reachable'],
  [602, 'serverFault', 'the provider answered with an error'],
  [603, 'serverFault', 'a script of the tenant failed, before or after the bind took effect'],
  [418, 'invalidInput', 'an unknown four hundred refuses, and refusing is not succeeding'],
  [505, 'serverFault', 'an unknown five hundred may have taken effect'],
  [10_007, 'serverFault', 'a client-side code of a mobile SDK says nothing about the server'],
  [0, 'invalidResponse', 'no status at all leaves the outcome open'],
  [-1, 'invalidResponse', "Guard's own time limit leaves the outcome open"],
  [201, 'invalidResponse', 'only 200 is success, and 201 is no refusal either'],
  [302, 'invalidResponse', 'a redirect is neither'],
]
for (const [statusCode, tag, why] of statusCodes) {
  failures(`statusCode ${statusCode} is ${tag}${why === undefined ? '' : `: ${why}`}`, () => {
    for (const call of every) assert.is(failureOf(call, { statusCode })._tag, tag)
  })
}

// Sections 3.2 and 3.3 of the wire reference, every row.
const apiCodes: ReadonlyArray<readonly [number, Tag, string?]> = [
  [6001, 'wrongCode'],
  [6002, 'wrongCode'],
  [6003, 'invalidInput', 'no code was given'],
  [6004, 'invalidInput', 'no recovery code was given'],
  [1700, 'photoRejected'],
  [1701, 'photoRejected'],
  [1702, 'photoRejected'],
  [1703, 'preconditionMissing', 'the account needs a phone or an address first'],
  [1704, 'photoRejected', 'said while binding a face, where nobody typed a code'],
  [1705, 'photoRejected', 'said while binding a face, where nobody typed a code'],
  [1706, 'alreadyBound'],
  [1707, 'photoRejected', 'binding the face failed: another photo is all there is to try'],
  [2004, 'forbidden', 'the user is not found, which is not a thing of this call'],
  [2005, 'forbidden'],
  [2006, 'unauthorized', 'it belongs to signing in'],
  [2333, 'unauthorized', 'it belongs to signing in, though it comes with 403'],
  [2011, 'notFound', 'the application does not exist: a wrong app id'],
  [2224, 'notFound'],
  [2020, 'unauthorized'],
  [2031, 'forbidden'],
  [2058, 'unauthorized', 'a forced password reset: the login is not finished'],
  [1600, 'unauthorized', 'the login flow has just ended, and this token is not its result'],
  [1635, 'unauthorized', 'MFA is wanted at login: there is no full access token yet'],
  [1636, 'unauthorized'],
  [1639, 'unauthorized'],
  [1640, 'unauthorized'],
  [1641, 'unauthorized'],
  [1642, 'unauthorized'],
  [1643, 'unauthorized'],
  [1699, 'unauthorized'],
  [4021, 'forbidden', 'metering, as 402'],
  [2_120_008, 'forbidden'],
  [2_130_010, 'forbidden'],
  [1300, 'unauthorized', 'management credentials in the place of an access token'],
  [1301, 'unauthorized'],
  [1302, 'unauthorized'],
  [1303, 'unauthorized'],
  [1304, 'unauthorized'],
  [1305, 'unauthorized'],
  [1306, 'unauthorized'],
  [2001, 'wrongCode'],
  [2300, 'tokenExpired', 'the sent code is dead, and only a new request brings another'],
  [2080, 'throttled'],
  [1002, 'throttled'],
  [1000, 'throttled'],
  [2100, 'throttled'],
  [2000, 'unsupported', 'it wants an image captcha, for which V3 has no field'],
  [2021, 'forbidden', 'a mail template is missing (an older table), and nobody here can add it'],
  [2206, 'unauthorized'],
  [2207, 'unauthorized'],
  [2035, 'alreadyBound'],
  [2200, 'alreadyBound'],
  [2028, 'invalidInput'],
  [2204, 'invalidInput'],
  [2231, 'invalidInput'],
  [3012, 'serverFault', 'the mail could not be sent, which no other spelling of the address mends'],
  [3013, 'serverFault'],
  [3014, 'serverFault'],
  [2017, 'serverFault'],
  [2025, 'serverFault'],
  [2057, 'forbidden'],
  [1001, 'forbidden'],
  [2036, 'forbidden'],
]
for (const [apiCode, tag, why] of apiCodes) {
  failures(`apiCode ${apiCode} is ${tag}${why === undefined ? '' : `: ${why}`}`, () => {
    for (const call of every) {
      for (const statusCode of [400, 403, 499]) assert.is(failureOf(call, { statusCode, apiCode })._tag, tag)
    }
  })
}

for (const apiCode of [2039, 2040, 2_820_002, 0, -2, 424_242]) {
  failures(`apiCode ${apiCode} leaves the word to the status code`, () => {
    assert.is(failureOf(bindOtp, { statusCode: 403, apiCode })._tag, 'forbidden')
    assert.is(failureOf(bindOtp, { statusCode: 500, apiCode })._tag, 'serverFault')
    assert.is(failureOf(bindOtp, { statusCode: 499, apiCode })._tag, 'invalidInput')
  })
}

failures('apiCode 2021 with 401 is a login that is over, as the hosted page reads it', () => {
  assert.is(failureOf(requestEmail, { statusCode: 401, apiCode: 2021 })._tag, 'unauthorized')
})

failures('a 429 asks for patience whatever its apiCode: a code typed at once would be refused again', () => {
  assert.equal(failureOf(bindSms, { statusCode: 429, apiCode: 2001, retryAt: 5 }), {
    _tag: 'throttled',
    retryAt: 5,
    statusCode: 429,
    apiCode: 2001,
  })
})

const fields: ReadonlyArray<readonly [string, RefusedCall, string | null]> = [
  ['binding OTP blames the code', bindOtp, 'passCode'],
  ['binding SMS blames the code', bindSms, 'passCode'],
  ['binding a face blames the photo', bindFace, 'photo'],
  ['requesting SMS blames the number', requestSms, 'phoneNumber'],
  ['requesting EMAIL blames the address', requestEmail, 'email'],
  ['requesting OTP blames nothing, for nothing was typed', requestOtp, null],
  ['requesting FACE blames nothing, for nothing was typed', requestFace, null],
  ['listing blames nothing', list, null],
  ['listing what may be added blames nothing', listToEnroll, null],
  ['getting a factor blames its id', get, 'factorId'],
  ['taking a factor off blames its id', reset, 'factorId'],
]
for (const [name, call, field] of fields) {
  failures(`a bare 400 when ${name}`, () => {
    assert.equal(failureOf(call, { statusCode: 400 }), { _tag: 'invalidInput', field, statusCode: 400 })
  })
}

failures('a code of another input names that input: 2204 the address, 6003 the code', () => {
  assert.equal(failureOf(requestSms, { statusCode: 400, apiCode: 2204 }), {
    _tag: 'invalidInput',
    field: 'email',
    statusCode: 400,
    apiCode: 2204,
  })
  const missing = failureOf(requestSms, { statusCode: 400, apiCode: 6003 })
  assert.is(missing._tag === 'invalidInput' ? missing.field : null, 'passCode')
})

failures('413 is about the photo when a face is bound, and about the input elsewhere', () => {
  assert.is(failureOf(bindFace, { statusCode: 413 })._tag, 'photoRejected')
  assert.is(failureOf(bindOtp, { statusCode: 413 })._tag, 'invalidInput')
  assert.is(failureOf(requestFace, { statusCode: 413 })._tag, 'invalidInput')
})

failures('what is said about the input of an upload is about the photo, for it carries nothing else', () => {
  for (const statusCode of [400, 413, 415, 422, 499]) {
    assert.equal(failureOf(upload, { statusCode }), { _tag: 'photoRejected', statusCode })
  }
})

failures('what is not about the input of an upload means what it means elsewhere', () => {
  for (const [statusCode, tag] of statusCodes) {
    if (tag !== 'invalidInput') assert.is(failureOf(upload, { statusCode })._tag, tag)
  }
  for (const [apiCode, tag] of apiCodes) {
    if (tag !== 'invalidInput') assert.is(failureOf(upload, { statusCode: 499, apiCode })._tag, tag)
  }
})

failures(
  "the server's time is told beside a wrong code, and its patience beside throttled, and nowhere else",
  () => {
    const times = { retryAt: 5, serverTime: 7 }
    for (let code = 1_000; code <= 7_000; code += 1) {
      const error = failureOf(bindOtp, { statusCode: 499, apiCode: code, ...times })
      assert.is('serverTime' in error, error._tag === 'wrongCode')
      assert.is('retryAt' in error, error._tag === 'throttled')
    }
  },
)

failures('every code from -10 to 7000 gives an error the port knows, with its codes', () => {
  for (let code = -10; code <= 7_000; code += 1) {
    for (const call of [...every, upload]) {
      const error = failureOf(call, { statusCode: 499, apiCode: code, requestId: 'r' })
      assert.ok(E.isRight(ServiceError.decode(error)), String(code))
      assert.is(error.apiCode, code)
      assert.is(error.requestId, 'r')
      assert.ok(E.isRight(ServiceError.decode(failureOf(call, { statusCode: code }))), String(code))
    }
  }
})

failures.run()
