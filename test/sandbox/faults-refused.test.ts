import { createServer, connect } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { SimulatedClock } from 'xstate'
import * as E from '#fp-ts/Either'
import { createSandbox, startSandbox } from '../../src/sandbox/index.ts'
import { overHttp, type Wire } from './over-http.ts'
import { rawList, until } from './raw-request.ts'

const refusing = suite('a server that refuses connections')

/** The code a new connection fails with, or null if it is let in. */
const knock = (url: string): Promise<string | null> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    socket.once('connect', () => {
      socket.destroy()
      resolve(null)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
  })

const untilOpen = async (url: string): Promise<void> => {
  while ((await knock(url)) !== null);
}

const operate = ({ url, sandbox }: Pick<Wire, 'url' | 'sandbox'>, init?: RequestInit) =>
  fetch(`${url}/sandbox/${sandbox.adminToken}/faults`, init)

refusing(
  'listens no more for so long, and then again on the same port',
  overHttp({}, async ({ url, get, clock, sandbox }) => {
    await get('/api/v3/list-enrolled-factors')
    sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 5_000 })
    assert.equal(sandbox.faults.list(), [{ kind: 'refused', endpoint: '*', ms: 5_000 }])
    assert.is(await knock(url), 'ECONNREFUSED')
    clock.increment(4_999)
    assert.is(await knock(url), 'ECONNREFUSED')
    clock.increment(1)
    await untilOpen(url)
    assert.equal(sandbox.faults.list(), [])
    assert.is((await get('/api/v3/list-enrolled-factors')).statusCode, 200)
  }),
)

refusing(
  'ends what is under way',
  overHttp({}, async (at) => {
    at.sandbox.faults.add({ endpoint: '*', kind: 'hang', times: 1 })
    const hanging = rawList(at)
    await until(() => at.sandbox.requests.length === 1)
    at.sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 5_000 })
    assert.ok(['FIN', 'ECONNRESET'].includes(await hanging.ended))
    assert.is(hanging.received(), '')
  }),
)

refusing(
  'still answers whoever asked for it over HTTP, every time',
  overHttp({}, async ({ url, clock, sandbox }) => {
    for (let time = 0; time < 25; time += 1) {
      const response = await operate(
        { url, sandbox },
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ kind: 'refused', endpoint: '*', ms: 1_000 }),
        },
      )
      assert.is(response.status, 200)
      assert.equal(await response.json(), [{ kind: 'refused', endpoint: '*', ms: 1_000 }])
      assert.is(await knock(url), 'ECONNREFUSED')
      clock.increment(1_000)
      await untilOpen(url)
    }
  }),
)

refusing(
  'is over when the last of several is over, or once they are cleared',
  overHttp({}, async ({ url, clock, sandbox }) => {
    sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 1_000 })
    sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 3_000 })
    clock.increment(1_000)
    assert.is(await knock(url), 'ECONNREFUSED')
    sandbox.faults.clear('enrollFactor')
    assert.is(await knock(url), 'ECONNREFUSED')
    sandbox.faults.clear()
    await untilOpen(url)
    clock.increment(3_000)
    assert.is(await knock(url), null)
  }),
)

refusing(
  'spends no other fault, and sees no request',
  overHttp({}, async ({ url, headers, clock, sandbox, get }) => {
    sandbox.faults.add({ endpoint: '*', kind: 'throttled', times: 1 })
    sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 1_000 })
    const refused = await fetch(`${url}/api/v3/list-enrolled-factors`, { headers }).catch(() => null)
    assert.is(refused, null)
    assert.equal(sandbox.requests, [])
    clock.increment(1_000)
    await untilOpen(url)
    assert.is((await get('/api/v3/list-enrolled-factors')).status, 429)
  }),
)

refusing('waits for the port if somebody took it meanwhile', async () => {
  const clock = new SimulatedClock()
  const { url, sandbox, close } = await startSandbox({ port: 0, clock })
  const squatter = createServer((socket) => socket.destroy())
  sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 1_000 })
  await new Promise<void>((resolve) => squatter.listen(Number(new URL(url).port), '127.0.0.1', resolve))
  clock.increment(1_000)
  await new Promise((resolve) => squatter.close(resolve))
  await untilOpen(url)
  await close()
  assert.is(await knock(url), 'ECONNREFUSED')
})

refusing('can be closed meanwhile, and keeps nothing alive', async () => {
  const timers = new Set<unknown>()
  const { sandbox, url, close } = await startSandbox({
    port: 0,
    clock: {
      now: () => 0,
      setTimeout: (run) => {
        timers.add(run)
        return run
      },
      clearTimeout: (id) => timers.delete(id),
    },
  })
  sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 3_600_000 })
  await close()
  assert.is(timers.size, 0)
  assert.is(await knock(url), 'ECONNREFUSED')
})

refusing('without a server, refuses every call, and says that nothing was sent', async () => {
  const clock = new SimulatedClock()
  const sandbox = createSandbox({ clock })
  sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 1_000 })
  const call = { signal: new AbortController().signal, attemptId: 'test:1' }
  const list = sandbox.service().listEnrolledFactors({}, call)
  assert.equal(await list(), E.left({ _tag: 'unreachable', mayHaveArrived: false }))
  const ask = () =>
    sandbox.fetch(
      new Request('http://sandbox.test/api/v3/list-enrolled-factors', {
        headers: { authorization: sandbox.accessToken, 'x-genauth-app-id': sandbox.appId },
      }),
    )
  const error: unknown = await ask().catch((thrown: unknown) => thrown)
  assert.instance(error, TypeError)
  assert.equal(error instanceof TypeError && { ...Object(error.cause) }, { code: 'ECONNREFUSED' })
  assert.equal(sandbox.requests, [])
  clock.increment(1_000)
  assert.ok(E.isRight(await list()))
  assert.is((await ask()).status, 200)
})

refusing('can be watched, for a server of one’s own', () => {
  const clock = new SimulatedClock()
  const sandbox = createSandbox({ clock })
  const heard: boolean[] = []
  const stop = sandbox.faults.watchRefused((refused) => heard.push(refused))
  sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 1_000 })
  sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 2_000 })
  clock.increment(1_000)
  assert.equal(heard, [true])
  clock.increment(1_000)
  assert.equal(heard, [true, false])
  stop()
  sandbox.faults.add({ kind: 'refused', endpoint: '*', ms: 1_000 })
  assert.is(heard.length, 2)
})

refusing.run()
