import { once } from 'node:events'
import { connect } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startListener, type Listener } from '../../../src/cli/serve/listener.ts'

const listener = suite('the listener of serve')

const withListener = async (
  options: Partial<Parameters<typeof startListener>[0]>,
  use: (listener: Listener, port: number) => Promise<void>,
) => {
  const running = await startListener({
    port: 0,
    hostname: '127.0.0.1',
    maxConnections: 50,
    fetch: async (request) => new Response(await request.text()),
    ...options,
  })
  try {
    await use(running, Number(new URL(running.url).port))
  } finally {
    await running.close(0)
  }
}

/** Sends what is told, and gives all that came back once the server has closed the connection. */
const sent = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    heard += chunk
  })
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return heard
}

const impatient = { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 }

listener('tells who connected', () =>
  withListener({ fetch: async (_, { remoteAddress }) => new Response(remoteAddress) }, async ({ url }) => {
    assert.is(await (await fetch(url)).text(), '127.0.0.1')
  }),
)

listener('gives the way to hang up on who connected', () =>
  withListener(
    {
      fetch: async (_, { hangUp }) => {
        hangUp?.()
        return new Response('too late')
      },
    },
    async (_, port) => {
      assert.is(await sent(port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'), '')
    },
  ),
)

listener('closes on who never ends their headers', () =>
  withListener({ patience: impatient }, async (_, port) => {
    assert.match(await sent(port, 'GET / HTTP/1.1\r\nhost: x\r\nx-slow: '), /^HTTP\/1\.1 408 /)
  }),
)

listener('closes on who never ends their body', () =>
  withListener({ patience: impatient }, async (_, port) => {
    const begun = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc'
    assert.match(await sent(port, begun), /^(?:HTTP\/1\.1 4\d\d |$)/)
  }),
)

listener('closes on who sends requests without end and reads no answer', () => {
  let begun = 0
  const fetch = async () => {
    begun += 1
    return new Response('x'.repeat(65_536))
  }
  return withListener({ fetch }, async (_, port) => {
    await sent(port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(500))
    assert.ok(begun <= 16, String(begun))
  })
})

listener('answers one request after the other on one connection, as many as come', () =>
  withListener({}, async (_, port) => {
    const requests = `${'GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(15)}GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`
    assert.is((await sent(port, requests)).match(/HTTP\/1\.1 200/g)?.length, 16)
  }),
)

listener('closes on who stops reading', async () => {
  let leave = () => {}
  const left = new Promise<void>((resolve) => {
    leave = resolve
  })
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: () => leave(),
    })
  await withListener(
    { patience: { timeout: 100 }, fetch: async () => new Response(endless()) },
    async (_, port) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
      await left
      socket.destroy()
    },
  )
})

listener('refuses headers without end', () =>
  withListener({}, async (_, port) => {
    const text = `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`
    assert.match(await sent(port, text), /^HTTP\/1\.1 431 /)
  }),
)

listener('has no more connections than it was told', () =>
  withListener({ maxConnections: 2 }, async ({ url }, port) => {
    const ask = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'
    const held = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    for (const socket of held) socket.write(ask)
    // Answered, so the server knows of both.
    await Promise.all(held.map((socket) => once(socket, 'data')))
    assert.is(await sent(port, ask), '')
    for (const socket of held) socket.destroy()
    // The server hears of it in its own time.
    for (;;) if ((await fetch(url).catch(() => null))?.ok === true) return
  }),
)

listener('answers who is in before it closes', async () => {
  let answer: (response: Response) => void = () => undefined
  let arrived = (): void => undefined
  const isIn = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const running = await startListener({
    port: 0,
    hostname: '127.0.0.1',
    maxConnections: 50,
    fetch: () => {
      arrived()
      return new Promise((resolve) => {
        answer = resolve
      })
    },
  })
  const asked = fetch(running.url)
  await isIn
  const closed = running.close(60_000)
  const refused: unknown = await fetch(running.url).catch((cause: unknown) => cause)
  assert.instance(refused, TypeError)
  answer(new Response('at last', { headers: { connection: 'close' } }))
  assert.is(await (await asked).text(), 'at last')
  await closed
})

listener('cannot listen where somebody does', () =>
  withListener({}, async (_, port) => {
    const failed: unknown = await startListener({
      port,
      hostname: '127.0.0.1',
      maxConnections: 1,
      fetch: async () => new Response(),
    }).catch((cause: unknown) => cause)
    assert.match(String(failed), /EADDRINUSE/)
  }),
)

listener.run()
