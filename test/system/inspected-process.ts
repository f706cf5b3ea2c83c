// What a running process really holds, asked of Node's own debugger.
import { once } from 'node:events'
import * as t from 'io-ts'
import { WebSocket } from 'ws'
import type { Served } from './served.ts'

/** What a process is started with, to be asked. */
export const inspectable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

const Reply = t.type({ id: t.number, result: t.unknown })
const Evaluated = t.type({ result: t.type({ value: t.unknown }) })
const Ports = t.array(t.number)

export interface InspectedProcess {
  /** Bytes that are reachable, in V8's heap and in buffers beside it: what is garbage is collected first. */
  readonly liveBytes: () => Promise<number>
  /** The ports of those whose connections it has open. */
  readonly connected: () => Promise<readonly number[]>
  /** Of these, the ports of those who have not taken what was sent. */
  readonly stuck: () => Promise<readonly number[]>
  readonly leave: () => void
}

/** A process that was started as {@link inspectable}. */
export const inspected = async ({ process }: Served): Promise<InspectedProcess> => {
  const [, url = ''] = await process.stderr.until(/^Debugger listening on (ws:\S+)$/m)
  const socket = new WebSocket(url)
  await once(socket, 'open')
  let last = 0

  const ask = (method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    last += 1
    const id = last
    return new Promise((resolve, reject) => {
      const hear = (data: unknown) => {
        const reply: unknown = JSON.parse(String(data))
        if (Reply.is(reply) && reply.id !== id) return
        socket.off('message', hear)
        if (Reply.is(reply)) resolve(reply.result)
        else reject(new Error(`The debugger does not answer ${method}: ${String(data)}`))
      }
      socket.on('message', hear)
      socket.send(JSON.stringify({ id, method, params }))
    })
  }

  const evaluated = async <A>(expression: string, codec: t.Type<A>): Promise<A> => {
    const answer = await ask('Runtime.evaluate', { expression, returnByValue: true })
    const value = Evaluated.is(answer) ? answer.result.value : undefined
    if (!codec.is(value)) throw new Error(`It cannot tell ${expression}: ${JSON.stringify(answer)}`)
    return value
  }

  return {
    liveBytes: async () => {
      // What one collection lets go of may have held something that only the next one finds.
      for (let round = 0; round < 3; round += 1) await ask('HeapProfiler.collectGarbage')
      return evaluated('(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())', t.number)
    },
    connected: () =>
      evaluated('process._getActiveHandles().flatMap(({ remotePort }) => remotePort ?? [])', Ports),
    stuck: () =>
      evaluated(
        'process._getActiveHandles().flatMap((one) => (one.writableNeedDrain ? one.remotePort ?? [] : []))',
        Ports,
      ),
    leave: () => socket.terminate(),
  }
}

export const megabyte = 1_000_000
