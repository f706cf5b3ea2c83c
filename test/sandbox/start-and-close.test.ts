import { connect } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSandbox, startSandbox, type SandboxClock } from '../../src/sandbox/index.ts'

const running = suite('starting and closing a sandbox')

const connects = (port: number, host: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

running('listens on 127.0.0.1 alone unless told', async () => {
  const { url, outbox, sandbox, close } = await startSandbox({ port: 0 })
  const port = Number(new URL(url).port)
  assert.is(url, `http://127.0.0.1:${port}`)
  assert.is(outbox, `${url}/sandbox/${sandbox.adminToken}/outbox`)
  assert.is(await connects(port, '127.0.0.1'), true)
  assert.is(await connects(port, '127.0.0.2'), false)
  await close()
  assert.is(await connects(port, '127.0.0.1'), false)
})

running('listens where told', async () => {
  const { url, outbox, close } = await startSandbox({ port: 0, hostname: '127.0.0.2' })
  try {
    assert.match(url, /^http:\/\/127\.0\.0\.2:/)
    assert.is((await fetch(outbox)).status, 200)
  } finally {
    await close()
  }
})

running('says which port is in use and what to do', async () => {
  const first = await startSandbox({ port: 0 })
  const { port } = new URL(first.url)
  const error: unknown = await startSandbox({ port: Number(port) }).catch((refused: unknown) => refused)
  await first.close()
  assert.instance(error, Error)
  assert.match(String(error), `Port ${port} on 127.0.0.1 is in use`)
  assert.match(String(error), 'choose another port')
})

running('says that an address is not of this machine', async () => {
  // TEST-NET-1 (RFC 5737) is nobody's.
  const error: unknown = await startSandbox({ port: 0, hostname: '192.0.2.1' }).catch(
    (refused: unknown) => refused,
  )
  assert.match(String(error), 'no address 192.0.2.1')
})

running('closes at once under kept-alive, hanging and waiting requests, and again without harm', async () => {
  const timers = new Set<unknown>()
  const clock: SandboxClock = {
    now: () => 0,
    setTimeout: (fn, ms) => {
      const id = { fn, ms }
      timers.add(id)
      return id
    },
    clearTimeout: (id) => timers.delete(id),
  }
  const { url, sandbox, close } = await startSandbox({ port: 0, clock })
  const headers = { authorization: sandbox.accessToken, 'x-genauth-app-id': sandbox.appId }
  const ask = () => fetch(`${url}/api/v3/list-enrolled-factors`, { headers })
  await (await ask()).text()
  sandbox.faults.add({ endpoint: '*', kind: 'hang', times: 1 })
  const hanging = ask().catch(() => 'ended')
  while (sandbox.requests.length < 2) await new Promise((resolve) => setImmediate(resolve))
  sandbox.faults.add({ endpoint: '*', kind: 'latency', ms: 3_600_000 })
  const waiting = ask().catch(() => 'ended')
  while (sandbox.requests.length < 3) await new Promise((resolve) => setImmediate(resolve))
  assert.is(timers.size, 1)
  await Promise.all([close(), close()])
  assert.is(await hanging, 'ended')
  assert.is(await waiting, 'ended')
  // The hour's timer is gone too, or it would keep the program alive.
  assert.is(timers.size, 0)
})

running('closes at once under a request that is still being sent', async () => {
  const { url, sandbox, close } = await startSandbox({ port: 0 })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const ended = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined)
  socket.write(
    [
      'POST /api/v3/send-enroll-factor-request HTTP/1.1',
      'host: localhost',
      'content-type: application/json',
      'content-length: 100',
      `authorization: ${sandbox.accessToken}`,
      `x-genauth-app-id: ${sandbox.appId}`,
      '',
      '{"factorType":',
    ].join('\r\n'),
  )
  while (sandbox.requests.length < 1) await new Promise((resolve) => setImmediate(resolve))
  await close()
  await ended
})

running('gives every run its own secrets', () => {
  const one = createSandbox()
  const other = createSandbox()
  for (const name of ['adminToken', 'accessToken', 'appId'] as const) assert.is.not(one[name], other[name])
  assert.is.not(one.account.password, other.account.password)
})

running('repeats itself with the same random numbers, but for the admin token', () => {
  const random = (size: number) => new Uint8Array(size).fill(7)
  // The token says when it was issued, to the second.
  const now = () => Date.UTC(2026, 0, 1)
  const one = createSandbox({ random, now, appId: 'app' })
  const other = createSandbox({ random, now, appId: 'app' })
  assert.is(one.accessToken, other.accessToken)
  assert.is(one.appId, 'app')
  assert.is.not(one.adminToken, other.adminToken)
})

running('refuses settings no pool has', () => {
  for (const codeLength of [3, 9, 5.5]) assert.throws(() => createSandbox({ codeLength }), RangeError)
  for (const wrongCodeBudget of [0, -1, Number.NaN])
    assert.throws(() => createSandbox({ wrongCodeBudget }), RangeError)
})

running('frees its port again if the sandbox cannot be made', async () => {
  const probe = await startSandbox({ port: 0 })
  const port = Number(new URL(probe.url).port)
  await probe.close()
  const error: unknown = await startSandbox({ port, codeLength: 3 }).catch((refused: unknown) => refused)
  assert.instance(error, RangeError)
  assert.is(await connects(port, '127.0.0.1'), false)
})

running.run()
