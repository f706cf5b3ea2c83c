import { WebSocket, type WebSocketServer } from 'ws'

/** A person looks with one viewer or two. Each gets all frames, so that a hundred of them would hold the host up. */
const mostViewers = 16

/** RFC 6455 section 7.4.1, and the registry of IANA that it founds. */
const tryAgainLater = 1013

/** Sends whoever is one too many away as soon as it is connected, with the reason. */
export const keepCrowdOut = (sockets: WebSocketServer): void => {
  sockets.on('connection', (viewer: WebSocket) => {
    const connected = [...sockets.clients].filter(({ readyState }) => readyState === WebSocket.OPEN)
    if (connected.length <= mostViewers) return
    viewer.close(
      tryAgainLater,
      `${mostViewers} viewers are connected, which is all that one inspector takes: close one of them.`,
    )
  })
}
