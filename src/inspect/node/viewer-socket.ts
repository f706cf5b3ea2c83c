import { WebSocket, type RawData } from 'ws'
import { inboundMessage, type InboundMessage } from '../xstate-v4/inbound.ts'

const textOf = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Uint8Array).toString()

const accepted = (data: RawData): InboundMessage | null => {
  try {
    return inboundMessage(JSON.parse(textOf(data)))
  } catch {
    return null
  }
}

/** The server's end of a connection: messages that are no viewer's are dropped before anybody hears them. */
export class ViewerSocket extends WebSocket {
  override emit(name: string | symbol, ...parts: unknown[]): boolean {
    if (name !== 'message') return super.emit(name, ...parts)
    const [data, isBinary] = parts as [RawData, boolean]
    const message = isBinary ? null : accepted(data)
    return message !== null && super.emit('message', Buffer.from(JSON.stringify(message)), false)
  }
}
