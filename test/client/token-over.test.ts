import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import type { Authenticate } from '../../src/server/index.ts'
import { choose, submitCode } from '../machines/examples.ts'
import { quiet, remote, until } from './remote-enrollment.ts'

const over = suite('an access token that is over in the middle')

const lifetimeMs = 30_000
const toleranceMs = 5_000

/**
 * A server that takes `old` for some seconds longer than it says, as one does for clocks that differ, and a host that
 * gives the token of the moment.
 */
const start = async () => {
  const host: { token: string; readonly asked: boolean[] } = { token: 'old', asked: [] }
  let now = () => 0
  const authenticate: Authenticate = async (request) => {
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? []
    const expiresAt = token === 'old' ? endsAt : null
    if (expiresAt !== null && now() >= expiresAt + toleranceMs) return null
    return { subject: 'ann', getAccessToken: async () => redact(token), expiresAt, byCookie: false }
  }
  const there = remote({
    node: { server: { authenticate } },
    getAccessToken: async ({ refresh }) => {
      host.asked.push(refresh)
      return host.token
    },
  })
  now = there.clock.now
  const endsAt = now() + lifetimeMs
  there.enrollment.send(choose.SMS)
  assert.ok(await until(() => there.state() === 'awaitingCode'))
  const streams = () => there.line.seen.filter(({ path }) => path.endsWith('/stream'))
  return { ...there, host, streams }
}

over('the next stream is asked for with a new one, and nothing is said', async () => {
  const there = await start()
  await there.pass(lifetimeMs - 1_000)
  there.host.asked.length = 0
  there.host.token = 'new'
  await there.pass(2_000)
  assert.ok(await until(() => there.line.streams() === 1))
  assert.equal(there.host.asked, [true])
  assert.equal(
    there.streams().map(({ headers }) => headers.get('authorization')),
    ['Bearer old', 'Bearer new'],
  )
  assert.is(there.view().problem, null)
  there.enrollment.send(submitCode)
  assert.ok(await until(() => there.state() === 'done'))
  await there.end()
})

over(
  'the same once more: it is asked for less and less often, and then the person is signed out',
  async () => {
    const there = await start()
    await there.pass(lifetimeMs)
    there.host.asked.length = 0
    const before = there.streams().length
    // All the time that the server still takes it, and ends each stream at once.
    await there.pass(toleranceMs - 1)
    const made = there.streams().length - before
    assert.ok(made >= 1 && made <= 3, `${made} streams`)
    assert.ok(there.host.asked.every((refresh) => refresh))
    assert.is(there.view().problem, null)
    await there.pass(10_000)
    assert.ok(await until(() => there.view().error === 'unauthorized'))
    // Signed in again elsewhere.
    there.host.token = 'new'
    await there.pass(30_000)
    assert.ok(await until(() => there.view().error === null && there.view().problem === null))
    await there.end()
  },
)

over('a new one that is refused is not followed by another', async () => {
  const there = await start()
  await there.pass(lifetimeMs - 1)
  there.host.asked.length = 0
  const refused = () => new Response('{}', { status: 401 })
  there.line.upset(/stream$/, refused())
  await there.pass(1)
  await quiet()
  await there.pass(1_000)
  assert.ok(await until(() => there.view().error === 'unauthorized'))
  assert.equal(there.host.asked, [true])
  await there.end()
})

over.run()
