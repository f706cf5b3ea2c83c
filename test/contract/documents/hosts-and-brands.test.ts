// Pages name AUTHING_APP_HOST or GEN_AUTH_APP_HOST, and import `authing-node-sdk` or `@genauth/nodejs`: two
// brands of one service. Host and header prefix are configuration, and the server takes either.
import type { IncomingHttpHeaders } from 'node:http'
import { AuthenticationClient } from 'authing-node-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createGenAuthService, fromAuthenticationClient } from '../../../src/genauth/index.ts'
import { chosen, list, request, valueOf } from '../../genauth/given.ts'
import { json, withServer } from '../../genauth/loopback.ts'
import { replyOf } from '../../sandbox/over-http.ts'
import { atSandbox } from './at-sandbox.ts'

const brands = suite('hosts and brands')

const emptyList = { statusCode: 200, message: '', data: [] }

brands('the installed SDK names the application by the older brand, wherever its appHost points', () =>
  withServer(
    (response) => json(response, emptyList),
    async ({ url: appHost, received }) => {
      const vendor = new AuthenticationClient({ appId: 'app-1', appSecret: 'unused', appHost })
      await vendor.listEnrolledFactors()
      assert.is(received[0]?.headers['x-authing-app-id'], 'app-1')
      assert.is(received[0]?.headers['x-genauth-app-id'], undefined)
    },
  ),
)

brands('the SDK never says its language, not even the one it was given', () =>
  withServer(
    (response) => json(response, emptyList),
    async ({ url: appHost, received }) => {
      const vendor = new AuthenticationClient({ appId: 'app-1', appSecret: 'unused', appHost, lang: 'en-US' })
      await vendor.listEnrolledFactors()
      assert.is(received[0]?.headers['x-authing-lang'], undefined)
    },
  ),
)

for (const brand of ['genauth', 'authing'] as const) {
  const other = brand === 'genauth' ? 'authing' : 'genauth'

  brands(`createGenAuthService with brand ${brand} sends its headers and none of the other's`, () =>
    withServer(
      (response) => json(response, emptyList),
      async ({ url: host, received }) => {
        const getAccessToken = async () => 'access-token-1'
        const service = createGenAuthService({ host, appId: 'app-1', brand, lang: 'en-US', getAccessToken })
        valueOf(await list(service))
        const headers: IncomingHttpHeaders = received[0]?.headers ?? {}
        assert.is(headers[`x-${brand}-app-id`], 'app-1')
        assert.is(headers[`x-${brand}-lang`], 'en-US')
        assert.equal(
          Object.keys(headers).filter((name) => name.startsWith(`x-${other}-`)),
          [],
        )
      },
    ),
  )

  brands(
    `createGenAuthService with brand ${brand} is understood`,
    atSandbox({}, async ({ url: host, sandbox: { appId, accessToken } }) => {
      const getAccessToken = async () => accessToken
      valueOf(await request(createGenAuthService({ host, appId, brand, getAccessToken }), chosen.OTP))
    }),
  )
}

// `@genauth/nodejs` cannot be installed, being in no registry. Its only known difference is this header.
brands(
  "a call with the newer brand's header and the raw token is understood",
  atSandbox({}, async ({ url, sandbox: { appId, accessToken } }) => {
    const headers = { authorization: accessToken, 'x-genauth-app-id': appId }
    const answer = await fetch(`${url}/api/v3/list-enrolled-factors`, { headers })
    assert.is((await replyOf(answer)).statusCode, 200)
  }),
)

brands('an object with the three methods is client enough, whatever package it comes from', async () => {
  const asked: unknown[] = []
  const client = {
    sendEnrollFactorRequest: async (body: unknown) => {
      asked.push(body)
      return { statusCode: 200, message: 'ok', data: { enrollmentToken: 'token-1' } }
    },
    enrollFactor: async () => ({ statusCode: 200, message: 'ok' }),
    listEnrolledFactors: async () => emptyList,
  }
  valueOf(await request(fromAuthenticationClient(client), chosen.EMAIL))
  assert.equal(asked, [{ factorType: 'EMAIL', profile: { email: 'ann@example.com' } }])
})

brands.run()
