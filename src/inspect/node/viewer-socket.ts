import { WebSocket, type RawData } from 'ws'
import type { Inbound } from '../xstate-v4/inbound.ts'

const textOf = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Uint8Array).toString()

const parsed = (data: RawData): unknown => {
  try {
    return JSON.parse(textOf(data))
  } catch {
    return null
  }
}

/** The server's ends of connections: messages that are no viewer's are dropped before anybody hears them. */
export const viewerSocketFor = ({ accept }: Pick<Inbound, 'accept'>): typeof WebSocket =>
  class ViewerSocket extends WebSocket {
    override emit(name: string | symbol, ...parts: unknown[]): boolean {
      if (name !== 'message') return super.emit(name, ...parts)
      const [data, isBinary] = parts as [RawData, boolean]
      // One that is being sent away has nothing to say any more.
      const message = isBinary || this.readyState !== WebSocket.OPEN ? null : accept(parsed(data))
      return message !== null && super.emit('message', Buffer.from(JSON.stringify(message)), false)
    }
  }
