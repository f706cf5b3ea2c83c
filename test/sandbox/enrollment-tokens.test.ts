import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { appCode, lastCode, otpOf, overHttp, tokenOf, type Wire } from './over-http.ts'

const tokens = suite('enrollment tokens of the sandbox')

const startOtp = async ({ start, clock }: Wire) => {
  const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
  return { enrollmentToken, code: () => appCode(otpData.qrCodeUri, clock.now()) }
}

tokens(
  'live for a minute from their issue, a wrong code does not prolong it',
  overHttp({}, async (wire) => {
    const { enrollmentToken, code } = await startOtp(wire)
    wire.clock.increment(59_999)
    assert.is((await wire.bind('OTP', enrollmentToken, '000')).apiCode, 6001)
    wire.clock.increment(1)
    const late = await wire.bind('OTP', enrollmentToken, code())
    assert.is(late.statusCode, 400)
    assert.is(late.apiCode, undefined)
    assert.equal(wire.sandbox.factors(), [])
  }),
)

tokens(
  'still bind a millisecond before the end of their minute',
  overHttp({}, async (wire) => {
    const { enrollmentToken, code } = await startOtp(wire)
    wire.clock.increment(59_999)
    assert.is((await wire.bind('OTP', enrollmentToken, code())).statusCode, 200)
  }),
)

tokens(
  'die with an e-mail whose code would live on',
  overHttp({}, async ({ start, bind, clock, sandbox }) => {
    const token = tokenOf(await start('EMAIL', { email: 'ann@example.org' }))
    clock.increment(60_000)
    const reply = await bind('EMAIL', token, lastCode(sandbox))
    assert.is(reply.statusCode, 400)
    assert.is(reply.apiCode, undefined)
  }),
)

tokens(
  'bind once',
  overHttp({}, async (wire) => {
    const { enrollmentToken, code } = await startOtp(wire)
    assert.is((await wire.bind('OTP', enrollmentToken, code())).statusCode, 200)
    assert.is((await wire.bind('OTP', enrollmentToken, code())).statusCode, 400)
    assert.is(wire.sandbox.factors().length, 1)
  }),
)

tokens(
  'are superseded by a newer request for the same factor, so that only one secret can be bound',
  overHttp({}, async (wire) => {
    const older = await startOtp(wire)
    const newer = await startOtp(wire)
    assert.is((await wire.bind('OTP', older.enrollmentToken, older.code())).statusCode, 400)
    assert.is((await wire.bind('OTP', newer.enrollmentToken, newer.code())).statusCode, 200)
  }),
)

tokens(
  'belong to one person',
  overHttp({}, async (wire) => {
    const { enrollmentToken, code } = await startOtp(wire)
    const bob = wire.as(wire.sandbox.signIn(wire.sandbox.addAccount({ email: 'bob@example.com' })))
    assert.is((await bob.bind('OTP', enrollmentToken, code())).statusCode, 400)
    await startOtp(bob)
    assert.is((await wire.bind('OTP', enrollmentToken, code())).statusCode, 200)
  }),
)

tokens(
  'belong to one factor type, and a mistake does not spend them',
  overHttp({}, async ({ start, bind, sandbox }) => {
    const token = tokenOf(await start('SMS', { phoneNumber: '18800000000' }))
    assert.is((await bind('EMAIL', token, lastCode(sandbox))).statusCode, 400)
    assert.is((await bind('SMS', token, lastCode(sandbox))).statusCode, 200)
  }),
)

tokens(
  'are refused when unknown',
  overHttp({}, async ({ bind }) =>
    assert.is((await bind('OTP', 'bm90IGEgdG9rZW4=', '123456')).statusCode, 400),
  ),
)

tokens.run()
