import { request as httpRequest } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { overHttp, type Wire } from './over-http.ts'

const pages = suite('the operator’s pages of the sandbox')

interface Asked {
  readonly status: number | undefined
  readonly text: string
}

/** `fetch` forbids a Host header of one's own; this does not. */
const ask = (url: string, headers: Readonly<Record<string, string>>): Promise<Asked> =>
  new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode, text }))
    })
      .on('error', reject)
      .end()
  })

const sendSms = ({ start }: Wire, phoneNumber: string) => start('SMS', { phoneNumber })

pages(
  'show the messages as JSON, newest last, and are never cached',
  overHttp({}, async (wire) => {
    await sendSms(wire, '18800000000')
    await sendSms(wire, '18800000001')
    const response = await fetch(wire.outboxUrl)
    assert.is(response.status, 200)
    assert.is(response.headers.get('cache-control'), 'no-store')
    assert.is(response.headers.get('referrer-policy'), 'no-referrer')
    assert.match(response.headers.get('content-security-policy') ?? '', "frame-ancestors 'none'")
    assert.equal(await response.json(), wire.sandbox.outbox)
    assert.is(wire.sandbox.outbox.at(-1)?.to, '+8618800000001')
  }),
)

pages(
  'answer under the names of this machine and no other',
  overHttp({}, async (wire) => {
    const { port } = new URL(wire.url)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      assert.is((await ask(wire.outboxUrl, { host })).status, 200, host)
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost',
      'localhost:1',
      `127.0.0.1.evil:${port}`,
    ]) {
      const { status, text } = await ask(wire.outboxUrl, { host })
      assert.is(status, 403, host)
      assert.not.match(text, wire.sandbox.adminToken)
    }
  }),
)

pages(
  'answer to no foreign or opaque origin',
  overHttp({}, async (wire) => {
    const { port } = new URL(wire.url)
    for (const origin of [
      'null',
      'http://evil.example',
      `https://localhost:${port}`,
      'http://localhost:5173',
      '',
    ]) {
      assert.is((await ask(wire.outboxUrl, { origin })).status, 403, origin)
    }
    assert.is((await ask(wire.outboxUrl, { origin: `http://localhost:${port}` })).status, 200)
  }),
)

pages(
  'are not found without the token of this run',
  overHttp({}, async ({ url, sandbox }) => {
    assert.match(sandbox.adminToken, /^[0-9a-f]{32}$/)
    for (const token of ['0'.repeat(32), sandbox.adminToken.slice(1), `${sandbox.adminToken}0`, 'x']) {
      for (const page of ['outbox', 'faults']) {
        assert.is((await fetch(`${url}/sandbox/${token}/${page}`)).status, 404)
      }
    }
  }),
)

pages(
  'take faults, list them and clear them',
  overHttp({}, async ({ outboxUrl, start }) => {
    const faults = outboxUrl.replace('/outbox', '/faults')
    const fault = { endpoint: 'sendEnrollFactorRequest', kind: 'throttled', retryAfter: 7 }
    const added = await fetch(faults, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    })
    assert.is(added.status, 200)
    assert.equal(await (await fetch(faults)).json(), [fault])
    assert.is((await start('OTP', {})).status, 429)
    assert.equal(await (await fetch(faults, { method: 'DELETE' })).json(), [])
    assert.is((await start('OTP', {})).status, 200)
  }),
)

pages(
  'refuse what is no fault, with an example of one',
  overHttp({}, async ({ outboxUrl, sandbox }) => {
    const faults = outboxUrl.replace('/outbox', '/faults')
    for (const body of [
      '{',
      '{}',
      '{"endpoint":"everywhere","kind":"hang"}',
      '{"endpoint":"*","kind":"latency"}',
    ]) {
      const response = await fetch(faults, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      assert.is(response.status, 400)
      assert.match(await response.text(), 'lostReply')
    }
    assert.equal(sandbox.faults.list(), [])
  }),
)

pages(
  'do not answer without a server, for nobody can check the Host there',
  overHttp({}, async ({ outboxUrl, sandbox }) => {
    assert.is((await sandbox.fetch(new Request(outboxUrl))).status, 403)
  }),
)

pages.run()
