import { WebSocket } from 'ws'
import { createWebSocketReceiver } from '../../../src/inspect/v4/receivers.ts'

type Receiver = ReturnType<typeof createWebSocketReceiver>
type Received = Parameters<Parameters<Receiver['subscribe']>[0]>[0]
type OfType<Type extends Received['type']> = Extract<Received, { readonly type: Type }>

/** A browser's WebSocket, as far as `createWebSocketReceiver` uses one, that keeps all that crosses the wire. */
class RecordedSocket extends WebSocket {
  readonly incoming: string[] = []
  readonly outgoing: string[] = []

  override send(data: string | Buffer) {
    this.outgoing.push(String(data))
    super.send(data)
  }

  override emit(name: string | symbol, ...parts: readonly unknown[]): boolean {
    if (name === 'message') this.incoming.push(String(parts[0]))
    return super.emit(name, ...parts)
  }
}

const receiverOver = (server: string) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')
  const opened: RecordedSocket[] = []
  const Socket = new Proxy(RecordedSocket, {
    construct: (Recorded, [address]: readonly unknown[]) => {
      const socket = new Recorded(String(address))
      opened.push(socket)
      return socket
    },
  })
  Object.defineProperty(globalThis, 'WebSocket', { configurable: true, value: Socket })
  try {
    const receiver = createWebSocketReceiver({ server, serialize: undefined })
    const [socket] = opened
    if (socket === undefined) throw new Error('The receiver opened no WebSocket')
    return { receiver, socket }
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'WebSocket')
    else Object.defineProperty(globalThis, 'WebSocket', before)
  }
}

/** A viewer: the receiver of `@xstate/inspect`, which parses with XState 4, and all that crossed its wire. */
export const openViewer = async (server: string) => {
  const { receiver, socket } = receiverOver(server)
  const events: Received[] = []
  const waiting = new Set<() => void>()
  receiver.subscribe((event) => {
    events.push(event)
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  /** Once the server has taken all that was sent before: it answers in order. */
  const heard = () =>
    new Promise<void>((resolve) => {
      socket.once('pong', () => resolve())
      socket.ping()
    })
  await heard()

  const of = <Type extends Received['type']>(type: Type) =>
    events.filter((event): event is OfType<Type> => event.type === type)
  const states = () => events.flatMap((event) => ('state' in event ? [event.state] : []))

  /** Resolves once it holds. */
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const stop = () => {
        clearTimeout(limit)
        waiting.delete(look)
      }
      const look = () => {
        if (!holds()) return
        stop()
        resolve()
      }
      // uvu has no limit of its own.
      const limit = setTimeout(() => {
        stop()
        reject(
          new Error(`The viewer waits in vain; it got ${JSON.stringify(events.map(({ type }) => type))}`),
        )
      }, 5_000)
      waiting.add(look)
      look()
    })

  return {
    receiver,
    socket,
    events,
    of,
    states,
    until,
    heard,
    registered: () => until(() => of('service.register').length > 0),
    /** Waits for a state that is the last. */
    reaches: (value: unknown) =>
      until(() => JSON.stringify(states().at(-1)?.value) === JSON.stringify(value)),
    /** Sends an event as a viewer does, to the service that registered last. */
    send: <Event extends { readonly type: string }>(
      data: Event,
      sessionId = of('service.register').at(-1)?.sessionId ?? '',
    ) =>
      receiver.send({
        type: 'xstate.event',
        event: JSON.stringify({
          name: data.type,
          data,
          $$type: 'scxml',
          type: 'external',
          origin: sessionId,
        }),
        service: sessionId,
      }),
    /** All that came from the server, as it crossed the wire. */
    incoming: () => socket.incoming.join('\n'),
    close: () =>
      new Promise<void>((resolve) => {
        if (socket.readyState === WebSocket.CLOSED) return resolve()
        socket.once('close', () => resolve())
        socket.close()
      }),
  }
}
export type Viewer = Awaited<ReturnType<typeof openViewer>>
