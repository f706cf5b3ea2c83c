// The HTTP server over Restate: the same routes, and nothing in them knows.
import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import { enrollmentEndpoint, registerEnrollments, type RunningEndpoint } from '../../src/restate/index.ts'
import { createEnrollmentServer, type EnrollmentServer, type Spending } from '../../src/server/index.ts'
import { startRestateSetting, type RestateSetting } from './restate-setting.ts'

const overHttp = suite('the HTTP server over Restate')

const Reply = t.intersection([t.type({ id: t.string, state: t.string }), t.partial({ generation: t.number })])

let setting: RestateSetting
let endpoint: RunningEndpoint
let server: EnrollmentServer
let givenBack: (spendings: readonly Spending[]) => void = () => undefined

overHttp.before(async () => {
  setting = await startRestateSetting({ pollMs: 100 })
  const { sandbox, keys, server: restate, engine } = setting
  const served = enrollmentEndpoint({
    keys,
    service: setting.service,
  })
  endpoint = await served.listen({ port: 0 })
  await registerEnrollments({ admin: restate.admin, uri: `http://127.0.0.1:${endpoint.port}` })
  server = createEnrollmentServer({
    engine,
    limits: { spend: async () => null, giveBack: async (spendings) => givenBack(spendings) },
    authenticate: async (request) => ({
      subject: request.headers.get('authorization') ?? 'nobody',
      getAccessToken: async () => redact(sandbox.accessToken),
    }),
  })
})

overHttp.after(async () => {
  await server.stop()
  await setting.close()
  await endpoint.close({ graceMs: 0 })
})

const ask = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) => {
  const answer = await server.fetch(
    new Request(`http://127.0.0.1${path}`, {
      method,
      headers: { authorization: 'ann', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  )
  const json: unknown = answer.status === 204 ? null : await answer.json()
  return { status: answer.status, headers: answer.headers, json }
}

const replyIn = (json: unknown): t.TypeOf<typeof Reply> => {
  assert.ok(Reply.is(json), JSON.stringify(json))
  return json
}

overHttp('an SMS factor, from POST to done, with a repeated request and a stranger on the way', async () => {
  const { sandbox } = setting
  const body = { factorType: 'SMS', profile: { phoneNumber: '18800005678' } }
  const headers = { 'idempotency-key': 'one', prefer: 'wait=10' }
  const created = await ask('POST', '/enrollments', body, headers)
  assert.is(created.status, 201)
  const { id, state, generation } = replyIn(created.json)
  assert.is(state, 'awaitingCode')

  const again = await ask('POST', '/enrollments', body, headers)
  assert.is(again.status, 200)
  assert.is(replyIn(again.json).id, id)
  const other = { ...body, profile: { phoneNumber: '18800009999' } }
  assert.is((await ask('POST', '/enrollments', other, headers)).status, 422)
  assert.is(sandbox.outbox.length, 1)
  assert.is((await ask('GET', `/enrollments/${id}`, undefined, { authorization: 'bob' })).status, 404)

  const code = sandbox.outbox.at(-1)?.code ?? ''
  const event = { type: 'code.submitted', passCode: code, generation }
  const submitted = await ask('POST', `/enrollments/${id}/events`, event, { prefer: 'wait=10' })
  assert.is(submitted.status, 200)
  assert.is(replyIn(submitted.json).state, 'done')
  assert.is((await ask('DELETE', `/enrollments/${id}`)).status, 204)
  assert.is((await ask('GET', `/enrollments/${id}`)).status, 404)
})

overHttp('a message that GenAuth held back is given back, once Restate tells of it', async () => {
  const back = new Promise<readonly Spending[]>((resolve) => {
    givenBack = resolve
  })
  const body = { factorType: 'SMS', profile: { phoneNumber: '18800001234' } }
  const headers = { prefer: 'wait=10' }
  assert.is(replyIn((await ask('POST', '/enrollments', body, headers)).json).state, 'awaitingCode')
  const { id } = replyIn((await ask('POST', '/enrollments', body)).json)
  assert.equal(await back, [
    { limit: 'targetMinute', key: 'SMS +8618800001234' },
    { limit: 'targetOfSubject', key: '3 ann SMS +8618800001234' },
    { limit: 'target', key: 'SMS +8618800001234' },
    { limit: 'country', key: '+86' },
    { limit: 'day', key: 'all' },
  ])
  const { json } = await ask('GET', `/enrollments/${id}`)
  assert.equal(t.type({ error: t.string }).is(json) && json.error, 'throttled')
})

overHttp.run()
