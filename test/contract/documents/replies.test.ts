// The envelope of a reply. Pages disagree on when apiCode and requestId come; what comes is settled here.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bind, chosen, enroll, errorOf, request, valueOf } from '../../genauth/given.ts'
import { against } from '../../sandbox/schema-check.ts'
import { replyOf } from '../../sandbox/over-http.ts'
import { atSandbox, enrolled, ours, requested, sentCode, type AtSandbox } from './at-sandbox.ts'

const replies = suite('the replies')

const profile = { phoneNumber: '18800000000' }

const ask = ({ vendor }: AtSandbox) => vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile })

const bindWith = async (at: AtSandbox, passCode: string) =>
  at.vendor.enrollFactor({
    factorType: enrolled.SMS,
    enrollmentToken: (await ask(at)).data.enrollmentToken,
    enrollmentData: { passCode },
  })

replies(
  'of step 1: statusCode 200, a message, a requestId, and the token that the samples cut off',
  atSandbox({}, async (at) => {
    const reply = await ask(at)
    assert.equal(Object.keys(reply).toSorted(), ['data', 'message', 'requestId', 'statusCode'])
    assert.is(reply.statusCode, 200)
    assert.match(reply.data.enrollmentToken, /^[A-Za-z0-9+/]{171}=$/)
    assert.equal(against('SendEnrollFactorRequestRespDto', reply), [])
  }),
)

replies(
  'of step 1 for OTP: the data that no page describes is what the SDK and the schema say',
  atSandbox({}, async ({ vendor }) => {
    const reply = await vendor.sendEnrollFactorRequest({ factorType: requested.OTP, profile: {} })
    assert.equal(Object.keys(reply.data).toSorted(), ['enrollmentToken', 'otpData'])
    assert.equal(Object.keys(reply.data.otpData ?? {}).toSorted(), [
      'qrCodeDataUrl',
      'qrCodeUri',
      'recoveryCode',
    ])
    assert.equal(against('SendEnrollFactorRequestRespDto', reply), [])
  }),
)

replies(
  'of step 2: no data at all',
  atSandbox({}, async (at) => {
    const asked = await ask(at)
    const reply = await at.vendor.enrollFactor({
      factorType: enrolled.SMS,
      enrollmentToken: asked.data.enrollmentToken,
      enrollmentData: { passCode: sentCode(at) },
    })
    assert.is(reply.statusCode, 200)
    assert.equal(Object.keys(reply).toSorted(), ['message', 'requestId', 'statusCode'])
    assert.equal(against('EnrollFactorRespDto', reply), [])
  }),
)

replies(
  'have an apiCode when they refuse, not when they succeed',
  atSandbox({}, async (at) => {
    assert.is((await bindWith(at, 'wrong')).apiCode, 2001)
    assert.not.ok('apiCode' in (await at.vendor.listEnrolledFactors()))
  }),
)

replies(
  'may refuse without an apiCode: the statusCode alone tells success',
  atSandbox({}, async ({ vendor }) => {
    const reply = await vendor.sendEnrollFactorRequest({ factorType: requested.SMS, profile: {} })
    assert.equal([reply.statusCode, reply.apiCode], [400, undefined])
  }),
)

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

replies(
  'have a requestId on success as in the samples, not only on failure as in the tables',
  atSandbox({}, async (at) => {
    const { requestId: ofSuccess } = await ask(at)
    const { requestId: ofFailure } = await ask(at)
    assert.match(ofSuccess ?? '', uuid)
    assert.match(ofFailure ?? '', uuid)
    assert.is.not(ofSuccess, ofFailure)
  }),
)

replies(
  'speak Chinese to the SDK, which names no language, and English to who asks for it',
  atSandbox({}, async (at) => {
    assert.is((await ask(at)).message, '操作成功')
    const { accessToken, appId } = at.sandbox
    for (const brand of ['x-authing', 'x-genauth']) {
      const headers = { authorization: accessToken, [`${brand}-app-id`]: appId, [`${brand}-lang`]: 'en-US' }
      const answer = await fetch(`${at.url}/api/v3/list-enrolled-factors`, { headers })
      assert.is((await replyOf(answer)).message, 'Operation successful')
    }
  }),
)

/** Replies whose message says the opposite of their statusCode. */
const token = { enrollmentToken: 'token-1' }
const gladly = { statusCode: 499, apiCode: 2001, message: '操作成功', requestId: 'req-1' }
const sadly = { statusCode: 200, message: '验证码不正确' }

for (const [name, serviceAt] of Object.entries(ours)) {
  for (const message of ['操作成功', 'Operation successful', 'OK', '']) {
    replies(
      `are read by ${name} without a look at the message: ${message === '' ? 'none' : message}`,
      atSandbox({}, async (at) => {
        const body = { statusCode: 200, message, data: token }
        at.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'wrongShape', times: 1, body })
        assert.ok(valueOf(await request(serviceAt(at), chosen.SMS)).enrollmentToken)
      }),
    )
  }

  replies(
    `are read by ${name} by their statusCode, whatever the message says`,
    atSandbox({}, async (at) => {
      const service = serviceAt(at)
      at.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'wrongShape', times: 1, body: gladly })
      assert.is(errorOf(await enroll(service, bind('SMS')))._tag, 'wrongCode')
      at.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'wrongShape', times: 1, body: sadly })
      assert.equal(valueOf(await enroll(service, bind('SMS'))), { bound: true })
    }),
  )

  replies(
    `hand ${name} the requestId of a failure, and need none for a success`,
    atSandbox({}, async (at) => {
      const service = serviceAt(at)
      at.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'wrongShape', times: 1, body: gladly })
      const error = errorOf(await enroll(service, bind('SMS')))
      assert.is('requestId' in error ? error.requestId : undefined, 'req-1')
      at.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'wrongShape', times: 1, body: sadly })
      valueOf(await enroll(service, bind('SMS')))
    }),
  )
}

replies.run()
