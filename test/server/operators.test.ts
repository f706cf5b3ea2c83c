import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRecording } from '../../src/inspect/index.ts'
import { sms, world } from './server-world.ts'

const operators = suite('what operators may ask')

type Node = ReturnType<ReturnType<typeof world>['node']>

const asked = async (
  { server }: Node,
  method: string,
  path: string,
  headers: Record<string, string> = {},
) => {
  const response = await server.adminFetch(new Request(`http://127.0.0.1:9090${path}`, { method, headers }))
  assert.is(response.headers.get('cache-control'), 'no-store')
  return { status: response.status, headers: response.headers, text: await response.text() }
}

operators('is how often what was asked, and what came of it', async () => {
  const { node, code } = world()
  const here = node()
  const id = await here.began()
  const { generation } = await here.show(id)
  await here.send(id, { type: 'enrollment.restarted' })
  await here.send(id, { ...code(), generation })
  await here.ask('GET', `/enrollments/${id}`, { as: 'bob' })
  await here.ask('GET', '/nowhere/18812345678')
  const { status, headers, text } = await asked(here, 'GET', '/metrics')
  assert.is(status, 200)
  assert.match(headers.get('content-type') ?? '', 'text/plain')
  const lines = text.split('\n')
  for (const line of [
    'mfa_enrollment_http_requests_total{method="POST",route="/enrollments",status="201"} 1',
    'mfa_enrollment_http_requests_total{method="GET",route="/enrollments/:id",status="404"} 1',
    'mfa_enrollment_http_requests_total{method="GET",route="unmatched",status="404"} 1',
    'mfa_enrollment_http_request_duration_seconds_count{method="POST",route="/enrollments"} 1',
    'mfa_enrollment_refusals_total{reason="notNow"} 1',
    'mfa_enrollment_events_total{type="factor.bound",factor_type="SMS"} 1',
    'mfa_enrollment_states_entered_total{state="done",factor_type="SMS"} 1',
    'mfa_enrollment_calls_in_flight 0',
    'mfa_enrollment_calls_waiting 0',
    'mfa_enrollment_streams 0',
    'mfa_enrollment_store_up 1',
  ])
    assert.ok(lines.includes(line), `${line} in\n${text}`)
  await here.stop()
})

operators('holds no id, no person and no contact data', async () => {
  const { node, code } = world()
  const here = node()
  const id = await here.began()
  const { generation } = await here.show(id)
  const { passCode } = code()
  await here.send(id, { ...code(), generation })
  await here.ask('BREW', `/enrollments/${id}`)
  const { text } = await asked(here, 'GET', '/metrics')
  for (const secret of [id, 'ann', sms.profile.phoneNumber, '5678', passCode, 'BREW'])
    assert.is(text.includes(secret), false, secret)
  await here.stop()
})

operators('counts the open streams', async () => {
  const { node } = world()
  const here = node()
  const id = await here.began()
  const stream = await here.fetched('GET', `/enrollments/${id}/stream`)
  assert.match((await asked(here, 'GET', '/metrics')).text, 'mfa_enrollment_streams 1')
  await stream.body?.cancel()
  assert.match((await asked(here, 'GET', '/metrics')).text, 'mfa_enrollment_streams 0')
  await here.stop()
})

operators('is a recording of one enrollment, from when it was asked for', async () => {
  const { node, code } = world()
  const here = node()
  const id = await here.began()
  const other = await here.began({ as: 'bob', body: { factorType: 'OTP' } })
  assert.is((await asked(here, 'GET', `/recordings/${id}`)).status, 404)
  assert.is((await asked(here, 'POST', `/recordings/${id}`)).status, 204)
  const { generation } = await here.show(id)
  const { passCode } = code()
  await here.send(id, { ...code(), generation })
  await here.ask('DELETE', `/enrollments/${other}`, { as: 'bob' })
  const { headers, text } = await asked(here, 'GET', `/recordings/${id}`)
  assert.is(headers.get('content-type'), 'application/x-ndjson')
  const recording = readRecording(text)
  if (recording._tag === 'Left') throw new Error(recording.left.message)
  const { frames } = recording.right
  assert.equal(
    frames.map((frame) => (frame.type === 'event.taken' ? frame.event.type : frame.type)),
    ['enrollment.started', 'code.submitted', 'xstate.done.actor.enrollFactor', 'enrollment.stopped'],
  )
  assert.ok(frames.every(({ enrollmentId }) => enrollmentId === id))
  for (const secret of [passCode, sms.profile.phoneNumber]) assert.is(text.includes(secret), false)
  assert.is((await asked(here, 'DELETE', `/recordings/${id}`)).status, 204)
  assert.is((await asked(here, 'GET', `/recordings/${id}`)).status, 404)
  assert.is((await asked(here, 'DELETE', `/recordings/${id}`)).status, 404)
  await here.stop()
})

operators('is no recording of what is not there, and of no more than sixteen for an hour', async () => {
  const { node, clock } = world()
  const here = node()
  assert.is((await asked(here, 'POST', '/recordings/none')).status, 404)
  const ids: string[] = []
  for (let one = 0; one < 17; one += 1) ids.push(await here.began({ body: { factorType: 'OTP' } }))
  const statuses = []
  for (const id of ids) statuses.push((await asked(here, 'POST', `/recordings/${id}`)).status)
  assert.equal(statuses, [...Array(16).fill(204), 429])
  assert.is((await asked(here, 'POST', `/recordings/${ids[0]}`)).status, 204, 'it is recorded already')
  clock.advance(3_600_000)
  assert.is((await asked(here, 'GET', `/recordings/${ids[0]}`)).status, 404)
  assert.is((await asked(here, 'POST', `/recordings/${ids[16]}`)).status, 204)
  await here.stop()
})

operators('is not asked by pages, and not at the address of the people', async () => {
  const { node } = world()
  const here = node()
  const id = await here.began()
  const pages = [
    { origin: 'http://127.0.0.1:9090' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of pages) {
    assert.is((await asked(here, 'POST', `/recordings/${id}`, headers)).status, 403)
    assert.is((await asked(here, 'GET', '/metrics', headers)).status, 403)
  }
  assert.is((await here.ask('GET', '/metrics')).status, 404)
  assert.is((await here.ask('GET', `/recordings/${id}`)).status, 404)
  assert.is((await asked(here, 'GET', `/enrollments/${id}`)).status, 404)
  await here.stop()
})

operators('is asked by address, as localhost, or by a name that the server was told', async () => {
  const { node } = world()
  const here = node({ server: { adminHosts: ['Metrics.internal'] } })
  const id = await here.began()
  // A page can lead its own name to this machine (DNS rebinding), and is of one origin with it then.
  const evil = { host: 'evil.example:9090' }
  for (const [method, path] of [
    ['GET', '/metrics'],
    ['POST', `/recordings/${id}`],
    ['GET', `/recordings/${id}`],
    ['DELETE', `/recordings/${id}`],
  ] as const) {
    const { status, text } = await asked(here, method, path, evil)
    assert.equal([status, JSON.parse(text).type], [403, '/problems/foreign-host'])
    assert.match(text, 'adminHosts')
  }
  for (const host of ['127.0.0.1:9090', '[::1]:9090', 'localhost:9090', 'metrics.internal:9090'])
    assert.is((await asked(here, 'GET', '/metrics', { host })).status, 200, host)
  await here.stop()
})

operators.run()
