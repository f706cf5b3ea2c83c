import { request as ask } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { WebSocket, type ClientOptions } from 'ws'
import { inspectEnrollment } from '../../../src/inspect/index.ts'
import { inspectOverWebSocket } from '../../../src/inspect/node/index.ts'
import { inspected, type InspectedRun } from './inspected.ts'

const page = 'http://127.0.0.1:5173'
const admission = suite<{ run: InspectedRun }>('who may connect')
admission.before.each(async (context) => {
  context.run = await inspected({ origins: [page] })
})
admission.after.each(({ run }) => run.close())

/** 101 where the connection was opened; otherwise the status of the answer. */
const statusOf = (url: string, options: ClientOptions = {}) =>
  new Promise<number>((resolve, reject) => {
    const socket = new WebSocket(url, options)
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })

admission(
  'a program with the token, and a page of an origin that was named',
  async ({ run: { inspector } }) => {
    assert.is(await statusOf(inspector.url), 101)
    assert.is(await statusOf(inspector.url, { origin: page }), 101)
  },
)

admission('no page of another origin, even with the token', async ({ run: { inspector } }) => {
  for (const origin of [
    'http://evil.example',
    'null',
    'http://127.0.0.1:5174',
    'http://localhost:5173',
    'https://127.0.0.1:5173',
    `${page}/`,
    `${page}.evil.example`,
    new URL(inspector.url.replace('ws:', 'http:')).origin,
  ]) {
    assert.is(await statusOf(inspector.url, { origin }), 403, origin)
  }
  assert.is(await statusOf(inspector.url, { headers: { origin: '' } }), 403)
})

admission('no foreign Host: a name that DNS was made to give our address', async ({ run: { inspector } }) => {
  const { port } = new URL(inspector.url)
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `localhost:${port}`,
    `127.0.0.1:${port}.`,
    `127.1:${port}`,
    `[::1]:${port}`,
    `127.0.0.1.evil.example:${port}`,
  ]) {
    assert.is(await statusOf(inspector.url, { headers: { host } }), 403, host)
  }
  assert.is(await statusOf(inspector.url.replace('127.0.0.1', 'localhost'), { family: 4 }), 403)
})

/** Asks as no URL would let a client ask. */
const statusOfTarget = (url: string, target: string) =>
  new Promise<number>((resolve, reject) => {
    const { port, host } = new URL(url)
    const headers = {
      host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    const asked = ask({ host: '127.0.0.1', port, path: target, headers })
    asked.once('upgrade', (_, socket) => {
      socket.destroy()
      resolve(101)
    })
    asked.once('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.once('error', reject)
    asked.end()
  })

admission('no other path, even with the token', async ({ run: { inspector } }) => {
  const { search, host } = new URL(inspector.url)
  assert.is(await statusOfTarget(inspector.url, `/${search}`), 101)
  for (const target of [
    `/frames${search}`,
    `//${search}`,
    `//evil.example/${search}`,
    `/./${search}`,
    `/a/../${search}`,
    `/%2e/${search}`,
    `http://${host}/${search}`,
  ])
    assert.is(await statusOfTarget(inspector.url, target), 404, target)
})

admission(
  'sixteen viewers, and no more until one of them leaves: the next hears why and nothing else',
  async ({ run }) => {
    run.enroll()
    const viewers = []
    for (let count = 0; count < 16; count += 1) viewers.push(await run.viewer())
    let heard = 0
    const oneMore = () => {
      const socket = new WebSocket(run.inspector.url)
      socket.on('message', () => (heard += 1))
      // It need not wait to be let in before it speaks.
      socket.on('open', () => socket.send(JSON.stringify({ type: 'xstate.inspecting' })))
      return new Promise<{ readonly code: number; readonly reason: string }>((resolve, reject) => {
        socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
        socket.once('error', reject)
      })
    }
    assert.equal(await oneMore(), {
      code: 1013,
      reason: '16 viewers are connected, which is all that one inspector takes: close one of them.',
    })
    assert.is(heard, 0)
    await viewers[0]?.close()
    const next = await run.viewer()
    await next.registered()
  },
)

admission('nobody without the token of this run', async ({ run: { inspector } }) => {
  const bare = inspector.url.slice(0, inspector.url.indexOf('?'))
  const token = new URL(inspector.url).searchParams.get('token') ?? ''
  assert.ok(token.length >= 43)
  for (const query of [
    '',
    '?',
    '?token=',
    '?token=x',
    `?token=${token}x`,
    `?token=${token.slice(1)}`,
    `?token=x&token=${token}`,
    `?Token=${token}`,
  ]) {
    assert.is(await statusOf(bare + query, { origin: page }), 401, query)
  }
  const other = await inspectOverWebSocket({ inspection: inspectEnrollment(), port: 0 })
  const theirs = new URL(other.url).searchParams.get('token') ?? ''
  assert.is.not(theirs, token)
  assert.is(await statusOf(`${bare}?token=${theirs}`), 401)
  await other.close()
})

admission(
  'a request that is no WebSocket is answered with 401, and with nothing else',
  async ({ run: { inspector } }) => {
    const response = await fetch(inspector.url.replace('ws:', 'http:'))
    assert.is(response.status, 401)
    assert.is(await response.text(), '')
    assert.is(response.headers.get('access-control-allow-origin'), null)
  },
)

admission('it listens on 127.0.0.1 alone', async ({ run: { inspector } }) => {
  assert.is(new URL(inspector.url).hostname, '127.0.0.1')
  const failed = await statusOf(inspector.url.replace('127.0.0.1', '127.0.0.2')).catch(
    (error: NodeJS.ErrnoException) => error.code,
  )
  assert.is(failed, 'ECONNREFUSED')
})

admission(
  'a port that is in use, and an origin that is none, are said so',
  async ({ run: { inspector } }) => {
    const inspection = inspectEnrollment()
    const port = Number(new URL(inspector.url).port)
    const told = (options: { readonly port: number; readonly origins?: readonly string[] }) =>
      inspectOverWebSocket({ inspection, ...options }).then(
        () => 'it listens',
        (error: Error) => error.message,
      )
    assert.match(await told({ port }), /in use: stop the program that listens there, or choose another port/)
    for (const origin of ['null', '*', 'localhost:5173', 'http://localhost:5173/', 'HTTP://localhost']) {
      assert.match(await told({ port: 0, origins: [origin] }), /is no origin: write it as/)
    }
  },
)

admission.run()
