import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { SandboxOptions } from '../../src/sandbox/index.ts'
import { appCode, lastCode, otpOf, overHttp, tokenOf, type Wire } from './over-http.ts'

const ids = suite('a bind whose reply is lost')

const bindOtp = async ({ start, bind, clock }: Wire) => {
  const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
  return bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, clock.now()))
}

/** Binds a first OTP, then a second one whose reply is lost; the ids listed before and after. */
const rebind = async (wire: Wire) => {
  const listed = () => wire.sandbox.factors().map(({ factorId }) => factorId)
  await bindOtp(wire)
  const before = listed()
  wire.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
  const reply = await bindOtp(wire).catch(() => 'no reply')
  assert.is(reply, 'no reply')
  assert.is(wire.sandbox.requests.at(-1)?.statusCode, 200)
  return { before, after: listed() }
}

const both = (factorIds: NonNullable<SandboxOptions['factorIds']>, test: (wire: Wire) => Promise<void>) =>
  overHttp({ factorIds }, test)

ids(
  'shows as a new factor beside the old one with hex ids',
  both('hex', async (wire) => {
    const { before, after } = await rebind(wire)
    assert.is(after.length, 2)
    assert.is(after[0], before[0])
    for (const id of after) assert.match(id, /^[0-9a-f]{24}$/)
  }),
)

ids(
  'cannot be told from the old factor with user ids',
  both('user', async (wire) => {
    const secrets: unknown[] = []
    await bindOtp(wire)
    secrets.push(wire.sandbox.factors()[0]?.secret)
    const { before, after } = await rebind(wire)
    assert.equal(before, [`${wire.sandbox.account.userId}|otp`])
    assert.equal(after, before)
    assert.is.not(wire.sandbox.factors()[0]?.secret, secrets[0])
  }),
)

ids(
  'replaces a phone by another under the same user id, with the suffixes of the vendor',
  both('user', async ({ start, bind, sandbox }) => {
    for (const phoneNumber of ['18800000000', '18800000001']) {
      await bind('SMS', tokenOf(await start('SMS', { phoneNumber })), lastCode(sandbox))
    }
    await bind('EMAIL', tokenOf(await start('EMAIL', { email: 'ann@example.org' })), lastCode(sandbox))
    assert.equal(
      sandbox.factors().map(({ factorId, target }) => [factorId, target]),
      [
        [`${sandbox.account.userId}|phone`, '+8618800000001'],
        [`${sandbox.account.userId}|email`, 'ann@example.org'],
      ],
    )
  }),
)

ids.run()
