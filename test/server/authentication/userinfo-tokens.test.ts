import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startSandbox } from '../../../src/sandbox/index.ts'
import { userinfoTokens } from '../../../src/server/authentication/userinfo-tokens.ts'
import { showing, startIssuer, userinfoPath, type Issuer } from './issuer.ts'

const tokens = suite<{ issuer: Issuer }>('tokens that userinfo is asked about')

tokens.before.each(async (context) => {
  context.issuer = await startIssuer()
  context.issuer.says.set(userinfoPath, { sub: 'ann' })
})
tokens.after.each(async ({ issuer }) => issuer.close())

const askedUserinfo = ({ asked }: Issuer) => asked.filter((path) => path === userinfoPath).length

tokens('of the sandbox name their person until they are revoked', async () => {
  const { url, sandbox, close } = await startSandbox({ port: 0 })
  try {
    const authenticate = userinfoTokens({ issuer: `${url}/oidc`, cacheMs: 0 })
    const request = showing(sandbox.accessToken)
    assert.is((await authenticate(request))?.subject, sandbox.account.userId)
    sandbox.faults.add({ endpoint: 'userinfo', kind: 'serverError', times: 1 })
    const failed: unknown = await authenticate(request).catch((cause: unknown) => cause)
    assert.match(inspect(failed), /IssuerError: Userinfo .* HTTP 500/)
    assert.not.ok(inspect(failed, { depth: 9 }).includes(sandbox.accessToken))
    sandbox.revoke(sandbox.accessToken)
    assert.is(await authenticate(request), null)
  } finally {
    await close()
  }
})

tokens('cost one question while the answer counts', async ({ issuer }) => {
  let now = 1_000_000
  const authenticate = userinfoTokens({ issuer: issuer.url, cacheMs: 30_000, now: () => now })
  const ten = () => Promise.all(Array.from({ length: 10 }, () => authenticate(showing('opaque'))))
  const all = [...(await ten()), ...(await ten())]
  assert.ok(all.every((one) => one?.subject === 'ann'))
  assert.is(askedUserinfo(issuer), 1)
  issuer.says.set(userinfoPath, { sub: 'bob' })
  assert.is((await authenticate(showing('another')))?.subject, 'bob', 'of each token its own')
  now += 30_000
  assert.is((await authenticate(showing('opaque')))?.subject, 'bob')
  assert.is(askedUserinfo(issuer), 3)
})

tokens('that are refused are nobody, and are asked about again in ten seconds', async ({ issuer }) => {
  let now = 1_000_000
  const authenticate = userinfoTokens({ issuer: issuer.url, now: () => now })
  for (const status of [400, 401, 403]) {
    issuer.says.set(userinfoPath, status)
    assert.is(await authenticate(showing('opaque')), null)
    issuer.says.set(userinfoPath, { sub: 'ann' })
    now += 9_999
    assert.is(await authenticate(showing('opaque')), null)
    now += 1
  }
  assert.is((await authenticate(showing('opaque')))?.subject, 'ann')
  assert.is(askedUserinfo(issuer), 4)
})

tokens('cannot be judged by an answer that names nobody', async ({ issuer }) => {
  const authenticate = userinfoTokens({ issuer: issuer.url })
  for (const answer of [404, 429, 500, {}, { sub: '' }, { sub: 7 }, 'ann', null]) {
    issuer.says.set(userinfoPath, answer)
    const failed: unknown = await authenticate(showing('opaque')).catch((cause: unknown) => cause)
    assert.match(inspect(failed), /IssuerError/, inspect(answer))
  }
})

tokens('let a stream go on for minutes, not for ever', async ({ issuer }) => {
  const authenticate = userinfoTokens({ issuer: issuer.url, streamMs: 60_000, now: () => 5_000 })
  assert.is((await authenticate(showing('opaque')))?.expiresAt, 65_000)
})

tokens.run()
