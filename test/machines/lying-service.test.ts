import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { choose, otpUri, secrets, start, submitCode } from './examples.ts'
import { issued, later, otpIssued, scripted, timedOut } from './scripted-service.ts'
import { awaitingCode, started } from './started.ts'

const lies = suite('a service that lies')
const { recoveryCode } = secrets
const enrollmentToken = secrets.token

const wrongRequests: readonly (readonly [answer: unknown, paths: readonly string[]])[] = [
  [undefined, ['']],
  [null, ['']],
  ['tok-7c1f9a', ['']],
  [{}, ['enrollmentToken']],
  [{ enrollmentToken: '' }, ['enrollmentToken']],
  [{ enrollmentToken: [secrets.token] }, ['enrollmentToken']],
  [{ enrollmentToken, otpData: { qrCodeUri: otpUri } }, ['otpData.recoveryCode', 'otpData']],
  [
    { enrollmentToken, otpData: { qrCodeUri: 5, recoveryCode: '' } },
    ['otpData.qrCodeUri', 'otpData.recoveryCode', 'otpData'],
  ],
  [{ enrollmentToken, otpData: { qrCodeUri: '', recoveryCode } }, ['otpData.qrCodeUri', 'otpData']],
  [{ enrollmentToken, otpData: null }, ['otpData']],
  [{ enrollmentToken }, ['otpData']],
  [{ enrollmentToken, otpData: { qrCodeUri: 'https://example.org', recoveryCode } }, ['otpData.qrCodeUri']],
]

for (const [answer, paths] of wrongRequests) {
  lies(`a request answered with ${JSON.stringify(answer)} is an invalid response`, async () => {
    const enrollment = started({ script: { sendEnrollFactorRequest: [E.right(answer)] } })
    await enrollment.send(choose.OTP)
    assert.is(enrollment.state(), 'failed')
    const { error } = enrollment.context()
    assert.is(error?._tag, 'invalidResponse')
    assert.equal(new Set(error !== null && 'paths' in error ? error.paths : []), new Set(paths))
  })
}

const wrongBinds = [undefined, null, {}, 'ok', true, { bound: false }, { bound: 'true' }, []]

for (const answer of wrongBinds) {
  lies(`a bind answered with ${JSON.stringify(answer)} is not taken for bound`, async () => {
    const script = { enrollFactor: [E.right(answer)], listEnrolledFactors: [timedOut, later] }
    const enrollment = await awaitingCode('SMS', { script })
    enrollment.tell(submitCode)
    await enrollment.reached('reconciling')
    assert.is(enrollment.context().error?._tag, 'invalidResponse')
  })
}

const wrongLists = [
  undefined,
  null,
  {},
  [null],
  [{ factorId: '', factorType: 'SMS', profile: {} }],
  [{ factorId: 'a', factorType: 7, profile: {} }],
  [{ factorId: 'a', factorType: 'SMS', profile: { phoneNumber: 1 } }],
  [{ factorId: 'a', factorType: 'SMS' }],
]

for (const answer of wrongLists) {
  lies(`a list of ${JSON.stringify(answer)} is no baseline, and settles no doubt`, async () => {
    const script = { enrollFactor: [timedOut], listEnrolledFactors: [E.right(answer)] }
    const enrollment = await awaitingCode('SMS', { script })
    assert.is(enrollment.context().before, null)
    enrollment.tell(submitCode)
    await enrollment.reached('failed')
    assert.equal(enrollment.context().error, { _tag: 'outcomeUnknown' })
    assert.is(enrollment.context().bound, 'unknown')
  })
}

lies('paths name the place of a fault and never repeat what stood there', async () => {
  const answer = {
    enrollmentToken: { [secrets.token]: secrets.token },
    otpData: [secrets.recoveryCode, secrets.otpSecret],
  }
  const enrollment = started({ script: { sendEnrollFactorRequest: [E.right(answer)] } })
  await enrollment.send(choose.OTP)
  const printed = JSON.stringify(enrollment.context().error)
  assert.ok(printed.includes('otpData'))
  for (const secret of [secrets.token, secrets.recoveryCode, secrets.otpSecret])
    assert.not.ok(printed.includes(secret))
})

lies('what came beside the documented fields is not kept', async () => {
  const answer = E.right({ enrollmentToken, debug: 'everything', otpData: null })
  const enrollment = started({ script: { sendEnrollFactorRequest: [answer] } })
  await enrollment.send(choose.SMS)
  assert.is(enrollment.state(), 'awaitingCode')
  assert.not.ok(JSON.stringify(enrollment.actor.getPersistedSnapshot()).includes('everything'))
})

lies('a factor of a kind we do not know is kept in the list', async () => {
  const passkey = { factorId: 'pk1', factorType: 'PASSKEY', profile: {} }
  const enrollment = await awaitingCode('SMS', { script: { listEnrolledFactors: [E.right([passkey])] } })
  assert.equal(enrollment.context().before, [{ factorId: 'pk1', factorType: 'PASSKEY', target: null }])
})

const badUri = 'otpauth://hotp/GenAuth:mina?secret=JBSWY3DPEHPK3PXPJBSWY3DP&counter=0&issuer=GenAuth'

lies(
  'a provisioning URI that is no otpauth://totp ends in failed, for the factor cannot be shown',
  async () => {
    const script = { sendEnrollFactorRequest: [otpIssued(secrets.token, badUri)] }
    const enrollment = started({ script })
    await enrollment.send(choose.OTP)
    assert.equal(enrollment.context().error, { _tag: 'invalidResponse', paths: ['otpData.qrCodeUri'] })
  },
)

lies('a provisioning URI of another issuer than the expected one is refused', async () => {
  const enrollment = started({ expectedIssuer: 'Someone Else' })
  await enrollment.send(choose.OTP)
  assert.equal(enrollment.context().error, { _tag: 'invalidResponse', paths: ['otpData.qrCodeUri'] })

  const expected = started({ expectedIssuer: 'GenAuth' })
  await expected.send(choose.OTP)
  assert.is(expected.state(), 'awaitingCode')
})

lies('a token for another factor comes without the OTP secret that stood beside it', async () => {
  const enrollment = started({ script: { sendEnrollFactorRequest: [otpIssued()] } })
  await enrollment.send(choose.SMS)
  assert.is(enrollment.context().challenge?.otp, null)
  assert.is(enrollment.context().recoveryCode, null)
})

for (const number of [Number.NaN, Infinity, -Infinity]) {
  lies(`a throttle until ${number} is a defect and no endless wait`, async () => {
    const answer = E.left({ _tag: 'throttled', retryAt: number })
    const enrollment = started({ script: { sendEnrollFactorRequest: [answer] } })
    await enrollment.send(choose.SMS)
    assert.is(enrollment.context().error?._tag, 'defect')
    assert.is(enrollment.context().cooldowns[0]?.until, start + 60_000)
  })

  lies(`a status code of ${number} is a defect, for no record could keep it`, async () => {
    const answer = E.left({ _tag: 'forbidden', statusCode: number })
    const enrollment = started({ script: { sendEnrollFactorRequest: [answer] } })
    await enrollment.send(choose.SMS)
    assert.equal(enrollment.context().error, { _tag: 'defect' })
  })
}

lies('an answer whose fields throw when read is a defect', async () => {
  const hostile = {
    get enrollmentToken(): string {
      throw new Error('read me not')
    },
  }
  const scriptedService = scripted({ sendEnrollFactorRequest: [E.right(hostile), issued()] })
  const enrollment = started({ scriptedService })
  await enrollment.send(choose.SMS)
  assert.equal(enrollment.context().error, { _tag: 'defect' })
})

lies.run()
