import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { corsHeaders, isPreflight, preflightHeaders } from '../../../src/server/forgery/cors.ts'
import { exactOrigins } from '../../../src/server/forgery/exact-origins.ts'

const cors = suite('other origins')

const app = 'https://app.example.com'
const from = (origin?: string, more: Readonly<Record<string, string>> = {}) => ({
  method: 'OPTIONS',
  headers: new Headers({ ...(origin === undefined ? {} : { origin }), ...more }),
})

cors('may read nothing while there is no list', () => {
  assert.equal(corsHeaders(from(app), []), {})
  assert.equal(preflightHeaders(from(app), []), {})
})

cors('of the list may read, each by its own name', () => {
  const headers = corsHeaders(from(app), ['https://other.example.com', app])
  assert.is(headers['access-control-allow-origin'], app)
  assert.is(headers['access-control-allow-credentials'], 'true')
  assert.is(headers['vary'], 'origin')
  assert.match(preflightHeaders(from(app), [app])['access-control-allow-headers'] ?? '', /idempotency-key/)
})

cors('that are not in the list get nothing, and no wildcard is ever said', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl(), fc.constantFrom('null', '*', '', `${app}/`, `${app}.evil.example`)),
      (origin) => {
        const headers = preflightHeaders(from(origin), [app])
        assert.equal(headers, origin === app ? headers : { vary: 'origin' })
        assert.not(Object.values(headers).includes('*'))
      },
    ),
  )
})

cors('ask beforehand with a method they want', () => {
  assert.ok(isPreflight(from(app, { 'access-control-request-method': 'POST' })))
  assert.not(isPreflight(from(app)))
  assert.not(isPreflight(from(undefined, { 'access-control-request-method': 'POST' })))
  assert.not(isPreflight({ ...from(app, { 'access-control-request-method': 'POST' }), method: 'POST' }))
})

cors('are listed as browsers write them, or not at all', () => {
  const good = [app, 'http://localhost:5173', 'https://app.example.com:8443']
  assert.equal(exactOrigins(good), good)
  for (const wrong of [
    '*',
    'null',
    `${app}/`,
    'https://*.example.com',
    'app.example.com',
    `${app}:443`,
    'https://APP.example.com',
    '',
  ])
    assert.throws(() => exactOrigins([app, wrong]), /is no origin/, wrong)
})

cors.run()
