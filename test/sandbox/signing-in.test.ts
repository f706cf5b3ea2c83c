import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { decoded, overHttp, type Wire } from './over-http.ts'

const signingIn = suite('signing in to the sandbox')

const SignedIn = t.strict({
  access_token: t.string,
  id_token: t.string,
  token_type: t.literal('Bearer'),
  expire_in: t.literal(7200),
  scope: t.string,
})

const signIn = ({ post, sandbox }: Wire, body: unknown) =>
  post('/api/v3/signin', body, { 'content-type': 'application/json', 'x-authing-app-id': sandbox.appId })

signingIn(
  'with e-mail and password gives a token that works',
  overHttp({}, async (wire) => {
    const { email, password } = wire.sandbox.account
    assert.is(email, 'ann@example.com')
    for (const passwordPayload of [
      { email, password },
      { email: 'ANN@example.com', password },
      { account: email, password },
    ]) {
      const reply = await signIn(wire, {
        connection: 'PASSWORD',
        passwordPayload,
        options: { scope: 'openid' },
      })
      const { access_token } = decoded(SignedIn, reply.data)
      assert.is((await wire.as(`Bearer ${access_token}`).start('OTP', {})).statusCode, 200)
    }
  }),
)

signingIn(
  'with a wrong password, or as nobody, is one and the same refusal',
  overHttp({}, async (wire) => {
    const { email, password } = wire.sandbox.account
    const texts = []
    for (const passwordPayload of [
      { email, password: `${password}x` },
      { email: 'nobody@example.com', password },
      { password },
    ]) {
      const reply = await signIn(wire, { connection: 'PASSWORD', passwordPayload })
      assert.is(reply.statusCode, 403)
      assert.is(reply.apiCode, 2333)
      texts.push(reply.message)
    }
    assert.is(new Set(texts).size, 1)
  }),
)

signingIn(
  'in another way, or with half a request, is an invalid parameter',
  overHttp({}, async (wire) => {
    const { email } = wire.sandbox.account
    for (const body of [
      {},
      { connection: 'PASSWORD' },
      { connection: 'PASSWORD', passwordPayload: { email } },
      { connection: 'PASSWORD', passwordPayload: { email, password: 7 } },
      { connection: 'LDAP', passwordPayload: null },
    ]) {
      assert.is((await signIn(wire, body)).statusCode, 400, JSON.stringify(body))
    }
  }),
)

signingIn(
  'gives every person their own factors',
  overHttp({}, async ({ sandbox }) => {
    const bob = sandbox.addAccount({ email: 'bob@example.com', password: 'correct horse' })
    assert.is(bob.password, 'correct horse')
    assert.is.not(bob.userId, sandbox.account.userId)
    assert.throws(() => sandbox.addAccount({ email: 'BOB@example.com' }), /choose another/)
  }),
)

signingIn.run()
