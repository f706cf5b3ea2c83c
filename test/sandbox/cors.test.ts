import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { overHttp } from './over-http.ts'

const cors = suite('a page calling the sandbox')

cors(
  'may send the headers of both brands from any origin',
  overHttp({}, async ({ url }) => {
    const preflight = await fetch(`${url}/api/v3/enroll-factor`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-genauth-app-id',
      },
    })
    assert.is(preflight.status, 204)
    assert.is(preflight.headers.get('access-control-allow-origin'), 'http://localhost:5173')
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(',') ?? []
    for (const name of [
      'authorization',
      'content-type',
      'x-genauth-app-id',
      'x-authing-app-id',
      'x-genauth-lang',
    ]) {
      assert.ok(allowed.includes(name), name)
    }
  }),
)

cors(
  'may read the answers, also those of faults',
  overHttp({}, async ({ url, headers, sandbox }) => {
    const read = () =>
      fetch(`${url}/api/v3/list-enrolled-factors`, {
        headers: { ...headers, origin: 'http://localhost:5173' },
      })
    const allowed = async () => (await read()).headers.get('access-control-allow-origin')
    assert.is(await allowed(), 'http://localhost:5173')
    sandbox.faults.add({ endpoint: '*', kind: 'throttled', retryAfter: 3 })
    assert.is(await allowed(), 'http://localhost:5173')
  }),
)

cors(
  'gets no leave to read the outbox',
  overHttp({}, async ({ outboxUrl }) => {
    const origin = new URL(outboxUrl).origin
    const response = await fetch(outboxUrl, { headers: { origin } })
    assert.is(response.status, 200)
    assert.is(response.headers.get('access-control-allow-origin'), null)
    const preflight = await fetch(outboxUrl, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:5173' },
    })
    assert.is(preflight.status, 403)
    assert.is(preflight.headers.get('access-control-allow-origin'), null)
  }),
)

cors.run()
