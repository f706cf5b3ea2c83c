import type { ServerResponse } from 'node:http'

/** Tells every open page how things stand. See {@link createEventStream}. */
export interface EventStream {
  /** Keeps an answer open, and tells it how things stand now and from now on. */
  readonly join: (outgoing: ServerResponse) => void
  /** Tells all who joined. */
  readonly tell: () => void
}

/**
 * Server-sent events, each with the whole state: whoever missed one, or comes back after a break, knows all the
 * same.
 */
export const createEventStream = (state: () => unknown): EventStream => {
  const joined = new Set<ServerResponse>()
  const write = (outgoing: ServerResponse) => void outgoing.write(`data: ${JSON.stringify(state())}\n\n`)
  return {
    join: (outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      joined.add(outgoing)
      outgoing.once('close', () => joined.delete(outgoing))
      write(outgoing)
    },
    tell: () => {
      for (const outgoing of joined) write(outgoing)
    },
  }
}
