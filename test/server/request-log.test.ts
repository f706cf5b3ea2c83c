import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, reveal } from '../../machines/index.ts'
import { memoryLimits, type Authenticate } from '../../src/server/index.ts'
import { world } from './server-world.ts'

const log = suite('the log of a request')

log('says who it was, where somebody is known, to whoever reveals it', async () => {
  const { node } = world()
  const { ask, stop, logs } = node()
  await ask('GET', '/enrollments/none')
  await ask('GET', '/enrollments/none', { as: null })
  await ask('GET', '/healthz')
  assert.equal(
    logs.map(({ subject }) => subject && reveal(subject)),
    ['ann', undefined, undefined],
  )
  assert.is(JSON.parse(JSON.stringify(logs[0])).subject, '<redacted>')
  await stop()
})

log('says who it was also of what was refused: too often, or from a foreign page', async () => {
  const { node } = world()
  const limits = memoryLimits({ amounts: { request: { points: 1, seconds: 600 } } })
  const authenticate: Authenticate = async () => ({
    subject: 'ann',
    getAccessToken: async () => redact('token'),
    byCookie: true,
  })
  const { ask, stop, logs } = node({ server: { authenticate, limits } })
  const headers = { origin: 'https://evil.example' }
  await ask('DELETE', '/enrollments/none', { headers })
  await ask('GET', '/enrollments/none')
  await ask('GET', '/enrollments/none')
  assert.equal(
    logs.map(({ status, subject }) => [status, subject && reveal(subject)]),
    [
      [403, 'ann'],
      [404, 'ann'],
      [429, 'ann'],
    ],
  )
  await stop()
})

log('says nobody to metrics and to the log’s own JSON', async () => {
  const { node } = world()
  const subject = 'subject-4711'
  const authenticate: Authenticate = async () => ({ subject, getAccessToken: async () => redact('token') })
  const { ask, server, stop, logs } = node({ server: { authenticate } })
  await ask('GET', '/factors')
  const metrics = await server.adminFetch(new Request('http://127.0.0.1/metrics'))
  assert.is(
    `${await metrics.text()}${JSON.stringify(logs)}${String(logs[0]?.subject)}`.includes(subject),
    false,
  )
  await stop()
})

log.run()
