import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSandbox } from '../../src/sandbox/index.ts'
import { overHttp, type Wire } from './over-http.ts'

const tokens = suite('access tokens of the sandbox')

const remoteKeys = ({ url }: Wire) => createRemoteJWKSet(new URL(`${url}/oidc/.well-known/jwks.json`))

const verified = (wire: Wire, token: string) =>
  jwtVerify(token, remoteKeys(wire), {
    issuer: `${wire.url}/oidc`,
    audience: wire.sandbox.appId,
    algorithms: ['RS256'],
    typ: 'at+jwt',
    currentDate: new Date(wire.clock.now()),
  })

tokens(
  'are JWTs that the published keys verify, with what RFC 9068 asks for',
  overHttp({}, async (wire) => {
    const { sandbox, clock } = wire
    const { payload, protectedHeader } = await verified(wire, sandbox.accessToken)
    const { jti, ...claims } = payload
    assert.equal(claims, {
      iss: `${wire.url}/oidc`,
      sub: sandbox.account.userId,
      aud: sandbox.appId,
      iat: clock.now() / 1000,
      exp: clock.now() / 1000 + 7200,
      scope: 'openid profile email phone',
    })
    assert.match(String(jti), /^[0-9a-f]{32}$/)
    assert.is(protectedHeader.alg, 'RS256')
  }),
)

tokens(
  'are each another, even in the same second',
  overHttp({}, async ({ sandbox }) => {
    assert.is.not(sandbox.signIn(), sandbox.signIn())
    assert.is.not(sandbox.signIn(), sandbox.accessToken)
  }),
)

tokens(
  'are refused by the keys and by the sandbox once a character is changed, in any part',
  overHttp({}, async (wire) => {
    const token = wire.sandbox.accessToken
    const [header = '', payload = ''] = token.split('.')
    for (const at of [
      Math.floor(header.length / 2),
      header.length + 1 + Math.floor(payload.length / 2),
      header.length + payload.length + 40,
    ]) {
      const altered = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
      const refusal: unknown = await verified(wire, altered).catch((error: unknown) => error)
      assert.instance(refusal, errors.JOSEError)
      assert.is((await wire.as(altered).start('OTP')).statusCode, 401)
    }
  }),
)

tokens(
  'are refused without their signature, or with none as the algorithm',
  overHttp({}, async (wire) => {
    const [, payload = ''] = wire.sandbox.accessToken.split('.')
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
    for (const forged of [`${none}.${payload}.`, `${wire.sandbox.accessToken.split('.', 2).join('.')}.`]) {
      assert.instance(await verified(wire, forged).catch((error: unknown) => error), errors.JOSEError)
      assert.is((await wire.as(forged).start('OTP')).statusCode, 401)
    }
  }),
)

tokens(
  'die by the clock of the sandbox at the second they name, for whoever asks',
  overHttp({}, async (wire) => {
    wire.clock.increment(500)
    const token = wire.sandbox.signIn()
    const { payload } = await verified(wire, token)
    wire.clock.increment(Number(payload.exp) * 1000 - wire.clock.now() - 1)
    assert.is((await wire.as(token).start('OTP')).statusCode, 200)
    await verified(wire, token)
    wire.clock.increment(1)
    assert.is((await wire.as(token).start('OTP')).statusCode, 401)
    assert.instance(await verified(wire, token).catch((error: unknown) => error), errors.JWTExpired)
  }),
)

tokens(
  'can be revoked one by one, or all of a person’s, though their signature stays good',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    const [one, other] = [sandbox.signIn(), sandbox.signIn()]
    const bob = sandbox.addAccount({ username: 'bob' })
    const his = sandbox.signIn(bob)
    const status = async (token: string) => (await wire.as(token).start('OTP')).statusCode
    sandbox.revoke(one)
    assert.equal([await status(one), await status(other), await status(his)], [401, 200, 200])
    await verified(wire, one)
    sandbox.signOut()
    assert.equal([await status(other), await status(sandbox.accessToken), await status(his)], [401, 401, 200])
    sandbox.signOut(bob)
    assert.is(await status(his), 401)
    assert.is(await status(sandbox.signIn(bob)), 200)
  }),
)

tokens('of one sandbox are strangers in another, though one key signs for both', async () => {
  const [one, other] = [createSandbox({ appId: 'app' }), createSandbox({ appId: 'app' })]
  const answer = await one.directory(other.accessToken).listEnrolledFactors()()
  assert.is(answer._tag === 'Left' ? answer.left._tag : 'let in', 'unauthorized')
  assert.is(decodeProtectedHeader(one.accessToken).kid, decodeProtectedHeader(other.accessToken).kid)
})

tokens('name a fixed issuer without a server, and another origin if told', async () => {
  for (const [sandbox, issuer] of [
    [createSandbox(), 'https://sandbox.invalid/oidc'],
    [createSandbox({ origin: 'https://mfa.example/' }), 'https://mfa.example/oidc'],
  ] as const) {
    const keys = await sandbox.fetch(new Request('https://sandbox.invalid/oidc/.well-known/jwks.json'))
    const { payload } = await jwtVerify(sandbox.accessToken, createLocalJWKSet(JSON.parse(await keys.text())))
    assert.is(payload.iss, issuer)
  }
})

tokens('name no issuer that is no address', () => {
  for (const origin of ['', 'mfa.example', 'file:///etc'])
    assert.throws(() => createSandbox({ origin }), /origin must be an address/, origin)
})

tokens(
  'come with keys that hold nothing private',
  overHttp({}, async ({ url }) => {
    const text = await (await fetch(`${url}/oidc/.well-known/jwks.json`)).text()
    const { keys } = JSON.parse(text)
    assert.is(keys.length, 1)
    assert.equal(Object.keys(keys[0]).toSorted(), ['alg', 'e', 'kid', 'kty', 'n', 'use'])
    assert.is(Buffer.from(keys[0].n, 'base64url').length, 256)
  }),
)

tokens.run()
