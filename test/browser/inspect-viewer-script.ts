// A viewer in the page: the receiver of @xstate/inspect, which parses with XState 4.
import { createWindowReceiver } from '../../src/inspect/v4/receivers.ts'

const states: { readonly value: unknown; readonly done: boolean | undefined }[] = []
const raw: string[] = []
let sessionId = ''
let stops = 0

window.addEventListener('message', ({ data }) => raw.push(JSON.stringify(data)))
const receiver = createWindowReceiver()
receiver.subscribe((event) => {
  if ('state' in event) states.push({ value: event.state.value, done: event.state.done })
  if (event.type === 'service.register') ({ sessionId } = event)
  if (event.type === 'service.stop') stops += 1
})

const viewer = {
  states,
  raw,
  stops: () => stops,
  sessionId: () => sessionId,
  send: (data: { readonly type: string; readonly [field: string]: unknown }, origin: unknown = sessionId) =>
    receiver.send({
      type: 'xstate.event',
      event: JSON.stringify({ name: data.type, data, $$type: 'scxml', type: 'external', origin }),
      service: sessionId,
    }),
  /** One more receiver in this window: it is told anew what is under way. */
  another: () => createWindowReceiver(),
}
Object.assign(globalThis, { viewer })
export type Viewer = typeof viewer
