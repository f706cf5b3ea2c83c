// The server within Hono, Express and Fastify, mounted as docs/server.md shows it.
import { once } from 'node:events'
import { Server } from 'node:http'
import { getRequestListener, serve, type HttpBindings } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import { createEngine, memoryStore, newSealingKey } from '../../src/durable/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createEnrollmentServer, type EnrollmentServer, type Spending } from '../../src/server/index.ts'

const embedding = suite('the server within')

interface Mounted {
  readonly url: string
  readonly close: () => Promise<unknown>
}

const urlOf = (server: Server): string => {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

const closed = (server: Server) =>
  new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })

const listenerOf = (enrollments: EnrollmentServer) =>
  getRequestListener(
    (request, { incoming, outgoing }) =>
      enrollments.fetch(request, {
        remoteAddress: incoming.socket.remoteAddress ?? '',
        hangUp: () => void outgoing.destroy(),
      }),
    { overrideGlobalObjects: false },
  )

const mounts: Readonly<Record<string, (enrollments: EnrollmentServer) => Promise<Mounted>>> = {
  Hono: async (enrollments) => {
    const app = new Hono<{ Bindings: HttpBindings }>()
    app.all('/mfa/*', (c) => {
      const { incoming, outgoing } = c.env
      return enrollments.fetch(c.req.raw, {
        remoteAddress: incoming.socket.remoteAddress ?? '',
        hangUp: () => void outgoing.destroy(),
      })
    })
    app.get('/', (c) => c.text('the rest'))
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false })
    // The adapter may serve HTTP/2 as well, whose server is another.
    if (!(server instanceof Server)) throw new Error('That is no server of HTTP/1.1')
    await once(server, 'listening')
    return { url: urlOf(server), close: () => closed(server) }
  },
  Express: async (enrollments) => {
    const listener = listenerOf(enrollments)
    const app = express()
    app.use((request, response, next) => {
      if (request.path.startsWith('/mfa/')) void listener(request, response)
      else next()
    })
    app.get('/', (_, response) => void response.send('the rest'))
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { url: urlOf(server), close: () => closed(server) }
  },
  Fastify: async (enrollments) => {
    const listener = listenerOf(enrollments)
    const app = fastify({ forceCloseConnections: true })
    await app.register(async (mfa) => {
      mfa.removeAllContentTypeParsers()
      mfa.addContentTypeParser('*', (_request, _body, done) => done(null))
      mfa.all('/mfa/*', async (request, reply) => {
        reply.hijack()
        await listener(request.raw, reply.raw)
      })
    })
    app.get('/', async () => 'the rest')
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    return { url, close: () => app.close() }
  },
}

for (const [name, mount] of Object.entries(mounts)) {
  embedding(`${name} takes bodies, streams, and knows who called`, async () => {
    const sandbox = createSandbox()
    const spent: Spending[] = []
    const engine = createEngine({
      store: memoryStore(),
      keys: [newSealingKey()],
      service: () => sandbox.service(),
    })
    await engine.start()
    const enrollments = createEnrollmentServer({
      engine,
      basePath: '/mfa',
      authenticate: async () => ({
        subject: 'ann',
        getAccessToken: async () => redact('token'),
        byCookie: false,
      }),
      limits: {
        spend: async (spendings) => {
          spent.push(...spendings)
          return null
        },
        giveBack: async () => undefined,
      },
    })
    const { url, close } = await mount(enrollments)
    try {
      assert.is(await (await fetch(`${url}/`)).text(), 'the rest')
      const created = await fetch(`${url}/mfa/enrollments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', prefer: 'wait=10' },
        body: JSON.stringify({ factorType: 'EMAIL', profile: { email: 'bob@example.com' } }),
      })
      assert.is(created.status, 201)
      assert.match(await created.text(), '"state":"awaitingCode"')
      const location = created.headers.get('location') ?? ''
      assert.match(location, /^\/mfa\/enrollments\//)
      assert.ok(spent.some(({ limit, key }) => limit === 'address' && key === '127.0.0.1'))

      const stream = await fetch(`${url}${location}/stream`)
      const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
      assert.match((await reader?.read())?.value ?? '', /^event: view\n/)
      assert.is((await fetch(`${url}${location}`, { method: 'DELETE' })).status, 204)
      let rest = ''
      for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
        rest += part.value
      assert.match(rest, 'event: end')
    } finally {
      await enrollments.stop()
      await close()
      await engine.stop()
    }
  })
}

const simple = async (onDefect: (defect: unknown) => void) => {
  const engine = createEngine({
    store: memoryStore(),
    keys: [newSealingKey()],
    service: () => createSandbox().service(),
  })
  await engine.start()
  const enrollments = createEnrollmentServer({
    engine,
    basePath: '/mfa',
    authenticate: async () => ({
      subject: 'ann',
      getAccessToken: async () => redact('token'),
      byCookie: false,
    }),
    limits: false,
    onDefect,
  })
  const stop = async () => {
    await enrollments.stop()
    await engine.stop()
  }
  return { enrollments, stop }
}

const afterParsers: Readonly<Record<string, (enrollments: EnrollmentServer) => Promise<Mounted>>> = {
  'express.json()': async (enrollments) => {
    const listener = listenerOf(enrollments)
    const app = express()
    app.use(express.json())
    app.use((request, response) => void listener(request, response))
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { url: urlOf(server), close: () => closed(server) }
  },
  "Fastify's parsers": async (enrollments) => {
    const listener = listenerOf(enrollments)
    const app = fastify({ forceCloseConnections: true })
    app.all('/mfa/*', async (request, reply) => {
      reply.hijack()
      await listener(request.raw, reply.raw)
    })
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    return { url, close: () => app.close() }
  },
}

for (const [name, mount] of Object.entries(afterParsers))
  embedding(`behind ${name} says what may have become of the body`, async () => {
    const defects: unknown[] = []
    const { enrollments, stop } = await simple((defect) => defects.push(defect))
    const { url, close } = await mount(enrollments)
    try {
      const refused = await fetch(`${url}/mfa/enrollments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ factorType: 'OTP' }),
      })
      assert.is(refused.status, 400)
      const said = await refused.text()
      assert.match(said, '"/problems/empty-body"')
      assert.match(said, 'express.json(): mount the server before that')
      // A client that left while the host did something else looks the same from within.
      assert.equal(defects, [])
    } finally {
      await close()
      await stop()
    }
  })

embedding.run()
