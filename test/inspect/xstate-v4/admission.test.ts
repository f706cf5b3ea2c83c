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
    assert.is(await statusOf(inspector.url.replace('127.0.0.1', 'localhost'), { family: 4 }), 101)
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
    assert.is(await statusOf(inspector.url, { origin }), 401, origin)
  }
  assert.is(await statusOf(inspector.url, { headers: { origin: '' } }), 401)
})

admission('no foreign Host: a name that DNS was made to give our address', async ({ run: { inspector } }) => {
  const { port } = new URL(inspector.url)
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `127.0.0.1.evil.example:${port}`,
  ]) {
    assert.is(await statusOf(inspector.url, { headers: { host } }), 401, host)
  }
})

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
