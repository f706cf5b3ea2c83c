import { sleep, type SandboxClock } from '../clock.ts'
import type { Delivery } from '../faults/delivery.ts'
import type { Bindings } from './bindings.ts'
import { aborted, resetAfterWriting } from './connection.ts'

type ReplyDelivery = Extract<Delivery, { readonly kind: 'reply' }>

/**
 * The body of a disturbed reply as it goes out: piece by piece, and to whatever end it is to come. A client
 * that leaves, or a server that closes, cancels the stream, and with it every wait.
 */
export const bodyStream = (
  { pieces, pauseMs, end }: ReplyDelivery,
  clock: SandboxClock,
  request: Request,
  bindings: Bindings,
): ReadableStream<Uint8Array> => {
  const left = new AbortController()
  const rest = pieces[Symbol.iterator]()
  let isFirst = true
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = rest.next()
        if (next.done !== true) {
          const waits = !isFirst && pauseMs > 0
          isFirst = false
          if (!waits || (await sleep(clock, pauseMs, left.signal))) controller.enqueue(next.value)
          return
        }
        if (end === 'complete') return controller.close()
        // Below a server the stream is only ever cancelled: an error would be printed there.
        if (end === 'reset') return resetAfterWriting(bindings)
        await aborted([left.signal, request.signal])
        if (bindings.incoming === undefined && request.signal.aborted) controller.error(request.signal.reason)
      },
      cancel: () => left.abort(),
    },
    { highWaterMark: 0 },
  )
}
