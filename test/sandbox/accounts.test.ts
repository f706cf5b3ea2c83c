import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSandbox } from '../../src/sandbox/index.ts'
import { otpOf, overHttp } from './over-http.ts'

const accounts = suite('accounts of the sandbox')

accounts(
  'sign in by each name they have, and by no other person’s password',
  overHttp({}, async ({ post, sandbox }) => {
    const password = 'correct horse'
    const names = { username: 'bob', email: 'bob@example.com', phone: '+8618800000009' }
    sandbox.addAccount({ ...names, password })
    sandbox.addAccount({ username: '18800000009', password: 'battery staple' })
    const signIn = async (passwordPayload: object) =>
      (await post('/api/v3/signin', { connection: 'PASSWORD', passwordPayload })).statusCode
    for (const name of [
      { username: 'bob' },
      { email: 'BOB@example.com' },
      { phone: '18800000009' },
      { phone: '+8618800000009', email: null, username: '' },
      { account: 'bob' },
      { account: 'bob@example.com' },
      { account: '+8618800000009' },
      // A name of two people: the password says whose.
      { account: '18800000009' },
    ]) {
      assert.is(await signIn({ ...name, password }), 200, JSON.stringify(name))
    }
    assert.is(await signIn({ username: '18800000009', password }), 403)
    assert.is(await signIn({ username: 'BOB', password }), 403)
    assert.is(await signIn({ email: 'bob', password }), 403)
    assert.is(await signIn({ account: '18800000009', password: 'battery staple' }), 200)
  }),
)

accounts('need a name, a phone that is one, and no name of another account', () => {
  const sandbox = createSandbox()
  assert.throws(() => sandbox.addAccount({}), /Give the account a username, an email or a phone/)
  assert.throws(() => sandbox.addAccount({ phone: 'home' }), /digits, with its country code/)
  sandbox.addAccount({ username: 'bob', phone: '18800000009' })
  for (const taken of [{ username: 'bob' }, { phone: '+8618800000009' }, { email: 'ANN@example.com' }])
    assert.throws(() => sandbox.addAccount(taken), /choose another/)
})

accounts(
  'are called by their address, else their phone, else their name, in an authenticator app',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    for (const [names, label] of [
      [{ username: 'bob', phone: '18800000009', email: 'bob@example.com' }, 'bob%40example.com'],
      [{ username: 'carol', phone: '+8618800000008' }, '%2B8618800000008'],
      [{ username: 'dave' }, 'dave'],
    ] as const) {
      const { start } = wire.as(sandbox.signIn(sandbox.addAccount(names)))
      assert.match(otpOf(await start('OTP')).otpData.qrCodeUri, `otpauth://totp/Sandbox:${label}?`)
    }
  }),
)

accounts.run()
