import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lastCode, overHttp, tokenOf, wrong } from './over-http.ts'

const messages = suite('enrolling by SMS and EMAIL')

const phone = { phoneNumber: '18800000000' }
const address = { email: 'Ann@Example.org' }

messages(
  'sends a code, binds with it and lists the factor',
  overHttp({}, async ({ start, bind, get, clock, sandbox }) => {
    const sms = tokenOf(await start('SMS', phone))
    assert.equal(sandbox.outbox, [
      {
        channel: 'SMS',
        to: '+8618800000000',
        code: lastCode(sandbox),
        sentAt: clock.now(),
        expiresAt: clock.now() + 60_000,
      },
    ])
    assert.match(lastCode(sandbox), /^[0-9]{6}$/)
    assert.is((await bind('SMS', sms, lastCode(sandbox))).statusCode, 200)

    const email = tokenOf(await start('EMAIL', address))
    assert.is(sandbox.outbox.at(-1)?.to, 'Ann@Example.org')
    assert.is(sandbox.outbox.at(-1)?.expiresAt, clock.now() + 300_000)
    assert.is((await bind('EMAIL', email, lastCode(sandbox))).statusCode, 200)

    const listed = await get('/api/v3/list-enrolled-factors')
    assert.equal(listed.data, [
      {
        factorId: sandbox.factors()[0]?.factorId,
        factorType: 'SMS',
        profile: { phoneNumber: '18800000000', phoneCountryCode: '+86' },
      },
      {
        factorId: sandbox.factors()[1]?.factorId,
        factorType: 'EMAIL',
        profile: { email: 'Ann@Example.org' },
      },
    ])
    assert.equal((await get('/api/v3/list-factors-to-enroll')).data, [
      { factorType: 'OTP' },
      { factorType: 'FACE' },
    ])
  }),
)

messages(
  'uses the length the pool is set to',
  overHttp({ codeLength: 4 }, async ({ start, sandbox }) => {
    await start('SMS', phone)
    assert.match(lastCode(sandbox), /^[0-9]{4}$/)
  }),
)

messages(
  'keeps leading zeros',
  overHttp({ random: (size) => new Uint8Array(size).fill(0, 0, size) }, async ({ start, bind, sandbox }) => {
    const token = tokenOf(await start('SMS', phone))
    assert.is(lastCode(sandbox), '000000')
    assert.is((await bind('SMS', token, '0')).apiCode, 2001)
  }),
)

messages(
  'sends a target one message a minute, whoever asks and however it is written',
  overHttp({}, async ({ start, as, sandbox, clock }) => {
    const bob = as(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
    await start('SMS', phone)
    await start('EMAIL', address)
    clock.increment(59_999)
    for (const [reply, apiCode] of [
      [await start('SMS', phone), undefined],
      [await start('SMS', { ...phone, phoneCountryCode: '+86' }), undefined],
      [await bob.start('SMS', phone), undefined],
      [await start('EMAIL', { email: 'ann@example.ORG' }), 2080],
    ] as const) {
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, 429)
      assert.is(reply.apiCode, apiCode)
      assert.is(reply.headers.get('retry-after'), null)
    }
    assert.is(sandbox.outbox.length, 2)
    clock.increment(1)
    assert.is((await start('SMS', phone)).statusCode, 200)
    assert.is((await start('EMAIL', address)).statusCode, 200)
  }),
)

messages(
  'lets another target be asked at once, and leaves the older token alone',
  overHttp({}, async ({ start, bind, sandbox }) => {
    const first = tokenOf(await start('SMS', phone))
    const code = lastCode(sandbox)
    assert.is((await start('SMS', { phoneNumber: '18800000001' })).statusCode, 200)
    assert.is((await bind('SMS', first, code)).statusCode, 200)
  }),
)

messages(
  'uses a message up with the first wrong code: then the right one is wrong too',
  overHttp({}, async ({ start, bind, sandbox }) => {
    const token = tokenOf(await start('SMS', phone))
    const reply = await bind('SMS', token, wrong(lastCode(sandbox)))
    assert.is(reply.statusCode, 499)
    assert.is(reply.apiCode, 2001)
    assert.is((await bind('SMS', token, lastCode(sandbox))).apiCode, 2001)
    assert.equal(sandbox.factors(), [])
  }),
)

messages(
  'survives as many wrong codes as the pool allows, less one',
  overHttp({ wrongCodeBudget: 3 }, async ({ start, bind, sandbox }) => {
    const token = tokenOf(await start('EMAIL', address))
    await bind('EMAIL', token, wrong(lastCode(sandbox)))
    await bind('EMAIL', token, wrong(lastCode(sandbox)))
    assert.is((await bind('EMAIL', token, lastCode(sandbox))).statusCode, 200)
  }),
)

messages(
  'does not count a missing or malformed code as an attempt',
  overHttp({}, async ({ start, bind, sandbox }) => {
    const token = tokenOf(await start('SMS', phone))
    for (const no of [undefined, null, '', Number(lastCode(sandbox)), ['1']]) {
      assert.is((await bind('SMS', token, no)).statusCode, 400)
    }
    assert.is((await bind('SMS', token, lastCode(sandbox))).statusCode, 200)
  }),
)

messages(
  'tells an expired code where the token outlives it',
  overHttp({ tokenLifetimeMs: 600_000 }, async ({ start, bind, sandbox, clock }) => {
    const sms = tokenOf(await start('SMS', phone))
    clock.increment(60_000)
    assert.is((await bind('SMS', sms, lastCode(sandbox))).apiCode, 2300)
    const email = tokenOf(await start('EMAIL', address))
    clock.increment(299_999)
    const code = lastCode(sandbox)
    clock.increment(1)
    assert.is((await bind('EMAIL', email, code)).apiCode, 2300)
  }),
)

messages(
  'refuses a target that anybody has bound',
  overHttp({}, async ({ start, bind, as, sandbox, clock }) => {
    const bob = as(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
    const hers = tokenOf(await start('SMS', phone))
    assert.is((await bind('SMS', hers, lastCode(sandbox))).statusCode, 200)
    const addressToken = tokenOf(await start('EMAIL', address))
    assert.is((await bind('EMAIL', addressToken, lastCode(sandbox))).statusCode, 200)
    clock.increment(60_000)
    for (const who of [bob, { start }]) {
      const sms = await who.start('SMS', phone)
      assert.is(sms.statusCode, 409)
      assert.is(sms.apiCode, 2035)
      const email = await who.start('EMAIL', { email: 'ann@EXAMPLE.org' })
      assert.is(email.statusCode, 409)
      assert.is(email.apiCode, 2200)
    }
  }),
)

messages(
  'lets the first bind win where two people asked for the same target',
  overHttp({ sendIntervalMs: 0 }, async ({ start, bind, as, sandbox }) => {
    const bob = as(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
    const hers = tokenOf(await start('SMS', phone))
    const herCode = lastCode(sandbox)
    const his = tokenOf(await bob.start('SMS', phone))
    const hisCode = lastCode(sandbox)
    assert.is((await bob.bind('SMS', his, hisCode)).statusCode, 200)
    assert.is((await bind('SMS', hers, herCode)).apiCode, 2035)
    assert.equal(sandbox.factors(), [])
  }),
)

messages.run()
