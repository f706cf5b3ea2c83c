import { createServer, request as requestOf, type IncomingMessage } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { quiet, world } from './server-world.ts'

const many = suite('a thousand streams over connections')

const people = 200
const ofEach = 5

const opened = (port: number, path: string, as: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { authorization: `Bearer ${as}` }
    const outgoing = requestOf({ host: '127.0.0.1', port, path, headers, agent: false }, resolve)
    outgoing.once('error', reject).end()
  })

/** The state of the first view that comes. */
const firstState = (response: IncomingMessage) =>
  new Promise<string>((resolve) => {
    let text = ''
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const [, state] = /"state":"(\w+)"/.exec(text) ?? []
      if (state !== undefined) resolve(state)
    })
    response.on('error', () => undefined)
  })

/** Everything that is on its way through sockets has arrived. */
const until = async (isTrue: () => boolean) => {
  for (let turn = 0; turn < 20_000 && !isTrue(); turn += 1) await quiet(1)
  assert.ok(isTrue())
}

many('each hears how it is, and leaves neither a listener nor a timer when its client is gone', async () => {
  const { node, clock } = world()
  let watching = 0
  const here = node({
    wrapEngine: (engine) => ({
      ...engine,
      watch: (id, listener, onGone) => {
        watching += 1
        const stop = engine.watch(id, listener, onGone)
        return () => {
          watching -= 1
          stop()
        }
      },
    }),
  })
  const listener = getRequestListener((request) => here.server.fetch(request), {
    overrideGlobalObjects: false,
  })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const before = clock.pending.size

  const streams: IncomingMessage[] = []
  const states: Promise<string>[] = []
  for (let person = 0; person < people; person += 1) {
    const as = `person-${person}`
    const id = await here.began({ as, body: { factorType: 'OTP' } })
    for (let one = 0; one < ofEach; one += 1) {
      const response = await opened(port, `/enrollments/${id}/stream`, as)
      assert.is(response.statusCode, 200)
      streams.push(response)
      states.push(firstState(response))
    }
  }
  assert.equal(new Set(await Promise.all(states)), new Set(['awaitingCode']))
  assert.is(watching, people * ofEach)
  for (const stream of streams) stream.destroy()
  await until(() => watching === 0)
  assert.ok(clock.pending.size <= before + 1, 'no timer is left but that of the minutes')
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await here.stop()
})

many.run()
