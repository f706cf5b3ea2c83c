// Who opens a stream over a real connection and reads nothing, with the server mounted as docs/server.md shows it.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentView } from '../../src/view/index.ts'
import { quiet, world } from './server-world.ts'

const slow = suite('a reader of a stream that reads nothing')

/** What the process prints meanwhile. */
const printing = async (run: () => Promise<void>): Promise<readonly unknown[]> => {
  const printed: unknown[] = []
  const { error, info, warn, log } = console
  const keep = (...given: readonly unknown[]) => void printed.push(...given)
  Object.assign(console, { error: keep, info: keep, warn: keep, log: keep })
  try {
    await run()
  } finally {
    Object.assign(console, { error, info, warn, log })
  }
  return printed
}

const until = async (isTrue: () => boolean, meanwhile: (turn: number) => void = () => undefined) => {
  for (let turn = 0; turn < 50_000 && !isTrue(); turn += 1) {
    meanwhile(turn)
    await quiet(1)
  }
  assert.ok(isTrue())
}

slow('is cut off, and nothing is printed of it', async () => {
  const { node, clock } = world()
  const watching: { tell: ((view: EnrollmentView) => void) | null } = { tell: null }
  const here = node({
    wrapEngine: (engine) => ({
      ...engine,
      watch: (id, listener, onGone) => {
        watching.tell = listener
        const stop = engine.watch(id, listener, onGone)
        return () => {
          watching.tell = null
          stop()
        }
      },
    }),
  })
  const listener = getRequestListener(
    (request, { outgoing }) => here.server.fetch(request, { hangUp: () => void outgoing.destroy() }),
    { overrideGlobalObjects: false },
  )
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const id = await here.began({ body: { factorType: 'OTP' } })
  const view = await here.engine.view(id)
  const client = connect(port, '127.0.0.1')
  client.on('error', () => undefined)
  client.write(`GET /enrollments/${id}/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ann\r\n\r\n`)
  const printed = await printing(async () => {
    await until(() => watching.tell !== null)
    // Views until the connection takes no more, and the time of two hearts after that.
    await until(
      () => watching.tell === null,
      (turn) => {
        if (view !== null) watching.tell?.(view)
        if (turn % 100 === 99) clock.advance(15_000)
      },
    )
    // What was sent before is there to be read, and then nothing more comes.
    const closed = once(client, 'close')
    client.resume()
    await closed
    await quiet()
  })
  await new Promise((resolve) => server.close(resolve))
  await here.stop()
  assert.equal(printed, [])
  assert.equal(here.defects, [])
})

slow.run()
