import { AuthenticationClient } from 'authing-node-sdk'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { overHttp, type Wire } from './over-http.ts'

const oidc = suite('OpenID Connect at the sandbox')

const me = async ({ url }: Wire, init: RequestInit = {}, query = '') => {
  const response = await fetch(`${url}/oidc/me${query}`, init)
  const claims: Readonly<Record<string, unknown>> = JSON.parse(await response.text())
  return { status: response.status, challenge: response.headers.get('www-authenticate'), claims }
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

oidc(
  'says where everything is',
  overHttp({}, async ({ url }) => {
    const found = JSON.parse(await (await fetch(`${url}/oidc/.well-known/openid-configuration`)).text())
    assert.is(found.issuer, `${url}/oidc`)
    assert.is(found.userinfo_endpoint, `${url}/oidc/me`)
    assert.is(found.token_endpoint, `${url}/oidc/token`)
    assert.is((await fetch(found.jwks_uri)).status, 200)
  }),
)

oidc(
  'tells about the person what the account has',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    for (const [names, claims] of [
      [{ email: 'bob@example.com' }, { email: 'bob@example.com', email_verified: true }],
      [
        { username: 'carol', phone: '+8618800000009' },
        { preferred_username: 'carol', phone_number: '+8618800000009', phone_number_verified: true },
      ],
    ] as const) {
      const person = sandbox.addAccount(names)
      const told = await me(wire, bearer(sandbox.signIn(person)))
      assert.is(told.status, 200)
      assert.equal(told.claims, { sub: person.userId, ...claims })
    }
  }),
)

oidc(
  'takes the token wherever the vendor’s SDK puts it, and raw as well',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    const form = new URLSearchParams({ access_token: sandbox.accessToken })
    for (const told of [
      await me(wire, bearer(sandbox.accessToken)),
      await me(wire, { headers: { authorization: sandbox.accessToken } }),
      await me(wire, { method: 'POST', ...bearer(sandbox.accessToken) }),
      await me(wire, { method: 'POST', body: form }),
      await me(wire, {}, `?${form.toString()}`),
      await me(wire, { method: 'POST' }, `?${form.toString()}`),
    ]) {
      assert.is(told.status, 200)
      assert.is(told.claims['sub'], sandbox.account.userId)
    }
  }),
)

oidc(
  'says no in the way of OAuth',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    sandbox.revoke(sandbox.accessToken)
    for (const told of [await me(wire, bearer('nobody')), await me(wire, bearer(sandbox.accessToken))]) {
      assert.is(told.status, 401)
      assert.is(told.challenge, 'Bearer realm="sandbox", error="invalid_token"')
      assert.is(told.claims['error'], 'invalid_token')
    }
    const without = await me(wire)
    assert.is(without.status, 401)
    assert.is(without.challenge, 'Bearer realm="sandbox"')
    assert.is((await me(wire, { method: 'POST', body: 'x'.repeat(20_000) })).status, 401)
  }),
)

oidc(
  'lets a page ask for the claims and read the challenge',
  overHttp({}, async ({ url }) => {
    const response = await fetch(`${url}/oidc/me`, { headers: { origin: 'http://localhost:5173' } })
    assert.is(response.headers.get('access-control-allow-origin'), 'http://localhost:5173')
    assert.match(response.headers.get('access-control-expose-headers') ?? '', /www-authenticate/i)
  }),
)

const signedIn = async ({ post, sandbox }: Wire, scope: string) => {
  const { email, password } = sandbox.account
  const reply = await post('/api/v3/signin', {
    connection: 'PASSWORD',
    passwordPayload: { email, password },
    options: { scope },
  })
  return JSON.parse(reply.text).data
}

oidc(
  'grants the scopes that were asked for and that it knows, and tells no more than they allow',
  overHttp({}, async (wire) => {
    const { scope, access_token, refresh_token } = await signedIn(wire, 'profile gold')
    assert.is(scope, 'openid profile')
    assert.is(refresh_token, undefined)
    assert.equal((await me(wire, bearer(access_token))).claims, { sub: wire.sandbox.account.userId })
  }),
)

oidc(
  'gives an id token for the application, which is no access token',
  overHttp({}, async (wire) => {
    const { id_token } = await signedIn(wire, 'openid email')
    const keys = createRemoteJWKSet(new URL(`${wire.url}/oidc/.well-known/jwks.json`))
    const { payload } = await jwtVerify(id_token, keys, {
      issuer: `${wire.url}/oidc`,
      audience: wire.sandbox.appId,
      currentDate: new Date(wire.clock.now()),
    })
    assert.is(payload.sub, wire.sandbox.account.userId)
    assert.is(payload['email'], 'ann@example.com')
    assert.is((await wire.as(id_token).start('OTP')).statusCode, 401)
  }),
)

const refreshed = async ({ url }: Wire, fields: Readonly<Record<string, string>>, basic?: string) => {
  const response = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: basic === undefined ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
  })
  return { status: response.status, tokens: JSON.parse(await response.text()) }
}

oidc(
  'renews a session once with each refresh token, which only offline_access gives',
  overHttp({}, async (wire) => {
    const { refresh_token } = await signedIn(wire, 'openid offline_access')
    const grant = { grant_type: 'refresh_token', client_id: wire.sandbox.appId }
    const first = await refreshed(wire, { ...grant, refresh_token })
    assert.is(first.status, 200)
    assert.is(first.tokens.expires_in, 7200)
    assert.is(first.tokens.scope, 'openid offline_access')
    assert.is((await wire.as(first.tokens.access_token).start('OTP')).statusCode, 200)
    const again = await refreshed(wire, { ...grant, refresh_token })
    assert.is(again.status, 400)
    assert.equal(again.tokens, { error: 'invalid_grant' })
    const next = first.tokens.refresh_token
    const basic = `${wire.sandbox.appId}:secret`
    assert.is(
      (await refreshed(wire, { grant_type: 'refresh_token', refresh_token: next }, basic)).status,
      200,
    )
  }),
)

oidc(
  'renews nothing after a sign-out, after a month, or for strangers',
  overHttp({}, async (wire) => {
    const grant = { grant_type: 'refresh_token', client_id: wire.sandbox.appId }
    const tokenOf = async () => (await signedIn(wire, 'offline_access')).refresh_token
    const gone = await tokenOf()
    wire.sandbox.signOut()
    assert.is((await refreshed(wire, { ...grant, refresh_token: gone })).tokens.error, 'invalid_grant')
    const old = await tokenOf()
    wire.clock.increment(30 * 24 * 3_600_000)
    assert.is((await refreshed(wire, { ...grant, refresh_token: old })).tokens.error, 'invalid_grant')
    const refresh_token = await tokenOf()
    for (const [fields, status, error] of [
      [{ ...grant, client_id: 'another', refresh_token }, 401, 'invalid_client'],
      [{ grant_type: 'refresh_token', refresh_token }, 401, 'invalid_client'],
      [{ ...grant, grant_type: 'password' }, 400, 'unsupported_grant_type'],
      [grant, 400, 'invalid_request'],
      [{}, 400, 'invalid_request'],
    ] as const) {
      const { status: given, tokens } = await refreshed(wire, fields)
      assert.is(given, status)
      assert.equal(tokens, { error })
    }
    assert.is((await refreshed(wire, { ...grant, refresh_token })).status, 200)
  }),
)

oidc(
  'agrees with the vendor’s SDK on signing in, refreshing and who it is',
  overHttp({ now: () => Date.now() }, async ({ url, sandbox }) => {
    const client = new AuthenticationClient({ appId: sandbox.appId, appSecret: 'unused', appHost: url })
    const { email = '', password } = sandbox.account
    const { data } = await client.signInByEmailPassword({
      email,
      password,
      options: { scope: 'openid email offline_access' },
    })
    assert.is(data.expire_in, 7200)
    const renewed: unknown = await client.getNewAccessTokenByRefreshToken(data.refresh_token ?? '')
    assert.is(Object(renewed).expires_in, 7200)
    const told: unknown = await client.getUserInfoByAccessToken(data.access_token ?? '')
    assert.is(Object(told).email, email)
  }),
)

oidc(
  'meets the faults with its claims, and notes them',
  overHttp({}, async (wire) => {
    wire.sandbox.faults.add({ endpoint: 'userinfo', kind: 'reset', times: 1 })
    const ask = () => me(wire, bearer(wire.sandbox.accessToken))
    assert.is(await ask().catch(() => 'no reply'), 'no reply')
    await ask()
    await me(wire)
    assert.equal(
      wire.sandbox.requests.map(({ endpoint, statusCode, fault }) => [endpoint, statusCode, fault]),
      [
        ['userinfo', null, 'reset'],
        ['userinfo', 200, null],
        ['userinfo', 401, null],
      ],
    )
  }),
)

oidc.run()
