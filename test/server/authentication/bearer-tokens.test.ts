import { inspect } from 'node:util'
import { base64url, CompactSign, exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, reveal } from '../../../machines/index.ts'
import { startSandbox } from '../../../src/sandbox/index.ts'
import { bearerTokens } from '../../../src/server/authentication/bearer-tokens.ts'
import { holdCalendar } from '../limits/calendar.ts'
import {
  audience,
  goodClaims,
  keysPath,
  rejectionOf,
  showing,
  signedBy,
  startIssuer,
  type Issuer,
} from './issuer.ts'

const tokens = suite<{ issuer: Issuer }>('bearer tokens')

tokens.before.each(async (context) => {
  context.issuer = await startIssuer()
})
tokens.after.each(async ({ issuer }) => issuer.close())

const authenticatorOf = ({ url: issuer }: Issuer) => bearerTokens({ issuer, audience })
const subjectOf = async (issuer: Issuer, token: string): Promise<string | null> =>
  (await authenticatorOf(issuer)(showing(token)))?.subject ?? null

tokens('of the sandbox name their person, as GenAuth itself would', async () => {
  const { url, sandbox, close } = await startSandbox({ port: 0 })
  try {
    const authenticate = bearerTokens({ issuer: `${url}/oidc`, audience: sandbox.appId })
    const authenticated = await authenticate(showing(sandbox.accessToken))
    assert.is(authenticated?.subject, sandbox.account.userId)
    assert.is(reveal((await authenticated?.getAccessToken()) ?? redact('')), sandbox.accessToken)
    assert.is(authenticated?.byCookie, false)
    const { exp } = JSON.parse(Buffer.from(sandbox.accessToken.split('.')[1] ?? '', 'base64url').toString())
    assert.is(authenticated?.expiresAt, exp * 1_000)
    const other = bearerTokens({ issuer: `${url}/oidc`, audience: 'another-app' })
    assert.is(await other(showing(sandbox.accessToken)), null)
  } finally {
    await close()
  }
})

tokens('that are good are taken, whatever the case of the scheme', async ({ issuer }) => {
  const token = await signedBy(issuer)
  assert.is(await subjectOf(issuer, token), 'ann')
  assert.is((await authenticatorOf(issuer)(showing(token, 'bearer')))?.subject, 'ann')
})

tokens('are nobody where there is none, two, or another scheme', async ({ issuer }) => {
  const token = await signedBy(issuer)
  const authenticate = authenticatorOf(issuer)
  assert.is(await authenticate(new Request('http://127.0.0.1/')), null)
  assert.is(await authenticate(showing(token, 'Basic')), null)
  assert.is(await authenticate(showing(`${token}, Bearer ${token}`)), null)
  assert.is(await authenticate(showing('')), null)
  assert.is(await authenticate(showing('x'.repeat(9_000))), null)
  assert.equal(issuer.asked, [], 'the issuer is not asked for what is no token')
})

tokens('are asked for their times', async ({ issuer }) => {
  const now = Math.floor(Date.now() / 1_000)
  assert.is(await subjectOf(issuer, await signedBy(issuer, { exp: now - 60 })), null)
  assert.is(await subjectOf(issuer, await signedBy(issuer, { nbf: now + 60 })), null)
  assert.is(await subjectOf(issuer, await signedBy(issuer, { exp: undefined })), null)
})

tokens('are over at the moment they name and the tolerance', async ({ issuer }) => {
  const exp = 2_000_000_000
  const token = await signedBy(issuer, { exp })
  const at = (now: number) =>
    bearerTokens({ issuer: issuer.url, audience, clockToleranceMs: 5_000, now: () => now })(showing(token))
  assert.is((await at(exp * 1_000 + 4_000))?.subject, 'ann')
  assert.is(await at(exp * 1_000 + 6_000), null)
})

tokens('of another issuer or audience, or without a subject, are nobody', async ({ issuer }) => {
  assert.is(await subjectOf(issuer, await signedBy(issuer, { iss: `${issuer.url}/` })), null)
  assert.is(await subjectOf(issuer, await signedBy(issuer, { iss: 'https://evil.example' })), null)
  assert.is(await subjectOf(issuer, await signedBy(issuer, { aud: 'another-app' })), null)
  assert.is(await subjectOf(issuer, await signedBy(issuer, { aud: undefined })), null)
  for (const sub of [undefined, '', 'a\nb', 'x'.repeat(256)])
    assert.is(await subjectOf(issuer, await signedBy(issuer, { sub })), null)
  assert.is(await subjectOf(issuer, await signedBy(issuer, { aud: ['another-app', audience] })), 'ann')
})

tokens('that are not signed, or signed by nobody, are nobody', async ({ issuer }) => {
  const token = await signedBy(issuer)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const none = base64url.encode(JSON.stringify({ alg: 'none', typ: 'at+jwt' }))
  assert.is(await subjectOf(issuer, `${none}.${payload}.`), null)
  assert.is(await subjectOf(issuer, `${none}.${payload}.${signature}`), null)
  assert.is(await subjectOf(issuer, `${header}.${payload}.`), null)
  assert.is(await subjectOf(issuer, `${header}.${payload}`), null)
  const forged = base64url.encode(JSON.stringify({ ...goodClaims(issuer.url), sub: 'bob', exp: 4e9 }))
  assert.is(await subjectOf(issuer, `${header}.${forged}.${signature}`), null)
  assert.is(await subjectOf(issuer, 'not.a.token'), null)
  assert.is(await subjectOf(issuer, 'opaque'), null)
})

tokens('that are signed with the public key as a shared secret are nobody', async ({ issuer }) => {
  const publicKey = await importJWK(issuer.publicJwk, 'RS256', { extractable: true })
  if (publicKey instanceof Uint8Array) assert.unreachable()
  else
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(issuer.publicJwk)]) {
      const token = await new SignJWT({ ...goodClaims(issuer.url), exp: 4e9 })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'one' })
        .sign(new TextEncoder().encode(secret))
      assert.is(await subjectOf(issuer, token), null)
    }
})

tokens('that bring their own key, or that of somebody else, are nobody', async ({ issuer }) => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const claims = new TextEncoder().encode(JSON.stringify({ ...goodClaims(issuer.url), exp: 4e9 }))
  const jwk = await exportJWK(publicKey)
  const headers = [
    { alg: 'RS256', typ: 'at+jwt', jwk },
    { alg: 'RS256', typ: 'at+jwt', kid: 'one', jwk },
    { alg: 'RS256', typ: 'at+jwt', kid: 'two', jku: `${issuer.url}/evil` },
  ]
  for (const header of headers) {
    const token = await new CompactSign(claims).setProtectedHeader(header).sign(privateKey)
    assert.is(await subjectOf(issuer, token), null)
  }
  assert.not.ok(issuer.asked.includes('/evil'))
})

tokens('of an algorithm that is not allowed are nobody', async ({ issuer }) => {
  const authenticate = bearerTokens({ issuer: issuer.url, audience, algorithms: ['ES256'] })
  assert.is(await authenticate(showing(await signedBy(issuer))), null)
})

tokens(
  'with a key that the issuer took since are good at once, and invented keys ask it no more',
  async ({ issuer }) => {
    const authenticate = authenticatorOf(issuer)
    assert.is((await authenticate(showing(await signedBy(issuer))))?.subject, 'ann')
    for (const kid of ['two', 'three', 'four'])
      assert.is(await authenticate(showing(await signedBy(issuer, {}, { typ: 'at+jwt', kid }))), null)
    assert.is(issuer.asked.filter((path) => path === keysPath).length, 1)
  },
)

tokens(
  'that are ID tokens are nobody, also where the issuer gives both the same type',
  async ({ issuer }) => {
    const header = { typ: 'JWT', kid: 'one' }
    assert.is(await subjectOf(issuer, await signedBy(issuer, {}, header)), 'ann')
    assert.is(await subjectOf(issuer, await signedBy(issuer, {}, { kid: 'one' })), 'ann')
    const others = [
      { nonce: 'n' },
      { at_hash: 'h' },
      { events: {} },
      { token_use: 'id' },
      { typ: 'ID' },
      { scope: undefined },
    ]
    for (const claims of others)
      assert.is(await subjectOf(issuer, await signedBy(issuer, claims, header)), null, inspect(claims))
    for (const typ of ['logout+jwt', 'id_token', 'dpop+jwt', 'secevent+jwt'])
      assert.is(await subjectOf(issuer, await signedBy(issuer, {}, { typ, kid: 'one' })), null, typ)
    assert.is(
      await subjectOf(issuer, await signedBy(issuer, {}, { typ: 'application/at+jwt', kid: 'one' })),
      'ann',
    )
  },
)

tokens('cannot be judged while the issuer is away, and can once it is back', async ({ issuer }) => {
  const token = await signedBy(issuer)
  let now = Date.now()
  const authenticate = bearerTokens({ issuer: issuer.url, audience, now: () => now })
  const keys = issuer.says.get(keysPath)
  issuer.says.set(keysPath, 503)
  const failed = await rejectionOf(authenticate(showing(token)))
  assert.not.ok(inspect(failed, { depth: 9 }).includes(token))
  issuer.says.set(keysPath, keys)
  now += 5_000
  assert.is((await authenticate(showing(token)))?.subject, 'ann')

  const away = await startIssuer()
  const tokenOfAway = await signedBy(away)
  await away.close()
  const { message } = await rejectionOf(authenticatorOf(away)(showing(tokenOfAway)))
  assert.match(message, /cannot be reached \(ECONNREFUSED\)/)
})

tokens('cannot be judged if the issuer speaks for another, or from nowhere safe', async ({ issuer }) => {
  const token = await signedBy(issuer)
  const configuration = { issuer: issuer.url, jwks_uri: `${issuer.url}${keysPath}` }
  const says = async (said: unknown): Promise<string> => {
    issuer.says.set('/.well-known/openid-configuration', said)
    return (await rejectionOf(authenticatorOf(issuer)(showing(token)))).message
  }
  assert.match(await says({ ...configuration, issuer: 'https://evil.example' }), /another issuer/)
  assert.match(await says({ ...configuration, jwks_uri: 'http://keys.example/keys' }), /not https/)
  assert.match(await says({ issuer: issuer.url }), /no configuration/)
  assert.match(await says(404), /HTTP 404/)
  assert.match(await says('x'.repeat(300_000)), /more than 256 KiB/)
})

tokens('share one question to the issuer', async ({ issuer }) => {
  const authenticate = authenticatorOf(issuer)
  const token = await signedBy(issuer)
  const all = await Promise.all(Array.from({ length: 20 }, () => authenticate(showing(token))))
  assert.ok(all.every((one) => one?.subject === 'ann'))
  assert.is(issuer.asked.length, 2)
})

tokens('of keys that nobody knows cost two questions a minute, however many they are', async ({ issuer }) => {
  const calendar = holdCalendar({ timers: false })
  try {
    const authenticate = authenticatorOf(issuer)
    const askedKeys = () => issuer.asked.filter((path) => path === keysPath).length
    const flood = async () => {
      for (let time = 0; time < 20; time += 1) {
        const token = await signedBy(issuer, {}, { typ: 'at+jwt', kid: `invented-${time}` })
        assert.is(await authenticate(showing(token)), null)
      }
    }
    await flood()
    assert.is(askedKeys(), 1)
    calendar.advance(31_000)
    await flood()
    assert.is(askedKeys(), 2)
  } finally {
    calendar.reset()
  }
})

tokens('print as nothing, wherever what was found is logged', async ({ issuer }) => {
  const token = await signedBy(issuer)
  const authenticated = await authenticatorOf(issuer)(showing(token))
  assert.not.ok(inspect(await authenticated?.getAccessToken(), { depth: 9 }).includes(token))
})

tokens('are set up as they can work, or not at all', () => {
  const issuer = 'https://acme.genauth.ai/oidc'
  for (const wrong of ['http://acme.genauth.ai/oidc', 'acme', 'https://u:p@acme.genauth.ai', `${issuer}?x`])
    assert.throws(() => bearerTokens({ issuer: wrong, audience }), /issuer must be/)
  for (const wrong of ['', [], ['']])
    assert.throws(() => bearerTokens({ issuer, audience: wrong }), /audience/)
  for (const wrong of [[], ['none'], ['HS256'], ['RS256', 'HS512']])
    assert.throws(() => bearerTokens({ issuer, audience, algorithms: wrong }), /algorithms/)
  assert.throws(() => bearerTokens({ issuer, audience, jwksUrl: 'http://keys.example' }), /jwksUrl/)
})

tokens.run()
