import { randomBytes } from 'node:crypto'
import { WebSocketServer, type VerifyClientCallbackAsync } from 'ws'
import { connectServer } from '../v4/index.ts'
import { bridgeEnrollments, type XStateInspectOptions } from '../xstate-v4/enrollment-bridge.ts'
import { createInbound } from '../xstate-v4/inbound.ts'
import { refusalOf } from './admission.ts'
import { keepCrowdOut } from './crowd.ts'
import { listenLocally } from './listen-locally.ts'
import { viewerSocketFor } from './viewer-socket.ts'

export interface InspectOverWebSocketOptions extends XStateInspectOptions {
  /** The TCP port on 127.0.0.1; 0 picks a free one. */
  readonly port: number
  /**
   * Origins of pages that may connect, such as `http://127.0.0.1:5173`; default none. Programs that send no
   * `Origin` need the token alone.
   */
  readonly origins?: readonly string[] | undefined
}

/** An inspector that listens. Both addresses hold the token of this run: keep them to yourself. */
export interface WebSocketInspector {
  /** What `createWebSocketReceiver({ server })` of `@xstate/inspect` takes: `127.0.0.1:4001/?token=…`. */
  readonly server: string
  /** The same as an address: `ws://127.0.0.1:4001/?token=…`. */
  readonly url: string
  /** Takes every enrollment out, ends every connection and stops listening. */
  readonly close: () => Promise<void>
}

const checkOrigin = (origin: string): void => {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw new RangeError(
      `${JSON.stringify(origin)} is no origin: write it as http://127.0.0.1:5173, without a path`,
    )
  }
}

// A viewer's messages are short; ws closes the connection for a longer one.
const maxPayload = 16 * 1_024

/** RFC 6455 section 7.4.1. */
const goingAway = 1001
/** How long a viewer may take to say goodbye, ms. */
const patience = 500

/**
 * Shows enrollments with `@xstate/inspect` 0.8.0 from Node, over WebSocket on this machine: 127.0.0.1 alone, the
 * exact `Host` and `Origin` (else 403), one path (else 404), and a token that is new for every run (else 401).
 * Sixteen viewers may be connected; the next is closed with 1013. A message of a viewer may have 16 KiB; a longer
 * one closes its connection with 1009. The viewer gets redacted frames; only public commands come back.
 *
 * Wants the peer `ws`.
 *
 * @returns once it listens; rejects with what to do when it cannot, with a RangeError for an origin that is none.
 *
 * @example
 * const inspection = inspectEnrollment()
 * const inspector = await inspectOverWebSocket({ inspection, port: 0 })
 * const enrollment = createEnrollment({ service, inspect: inspection.inspect })
 * // in the viewer: createWebSocketReceiver({ server: inspector.server })
 * await inspector.close()
 */
export const inspectOverWebSocket = async ({
  port: wanted,
  origins = [],
  ...options
}: InspectOverWebSocketOptions): Promise<WebSocketInspector> => {
  for (const origin of origins) checkOrigin(origin)
  const token = randomBytes(32).toString('base64url')
  const { server, port } = await listenLocally(wanted)
  const inbound = createInbound(options.onRefused)
  const verifyClient: VerifyClientCallbackAsync = ({ req }, answer) => {
    const refusal = refusalOf(req, { token, port, origins })
    return refusal === null ? answer(true) : answer(false, refusal)
  }
  const WebSocket = viewerSocketFor(inbound)
  const sockets = new WebSocketServer({ server, maxPayload, WebSocket, verifyClient })
  // A frame against the protocol ends its connection; unheard, its error would end the program.
  sockets.on('connection', (viewer) => viewer.on('error', () => {}))
  keepCrowdOut(sockets)
  const leave = bridgeEnrollments(options, inbound, connectServer(sockets))
  const address = `127.0.0.1:${port}/?token=${token}`
  const end = async () => {
    // Hosts close when the enrollment ends, and XState tells inspectors of an end after it told the host.
    await Promise.resolve()
    leave()
    const goodbye = setTimeout(() => {
      for (const viewer of sockets.clients) viewer.terminate()
      server.closeAllConnections()
    }, patience)
    for (const viewer of sockets.clients) viewer.close(goingAway)
    await new Promise((resolve) => {
      server.close(resolve)
    })
    clearTimeout(goodbye)
  }
  let closed: Promise<void> | undefined
  return {
    server: address,
    url: `ws://${address}`,
    close: () => {
      closed ??= end()
      return closed
    },
  }
}
