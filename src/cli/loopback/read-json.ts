import type { IncomingMessage } from 'node:http'

/** What a page of ours sends is a line or two. */
const mostBytes = 16_384

/**
 * The JSON of a request; undefined where it is none, too long, or not called JSON. A form of another page can be
 * sent without asking this server, JSON cannot.
 */
export const readJson = async (incoming: IncomingMessage): Promise<unknown> => {
  if (!/^application\/json\b/.test(incoming.headers['content-type'] ?? '')) return undefined
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of incoming) {
      if (!(chunk instanceof Uint8Array)) return undefined
      bytes += chunk.length
      if (bytes > mostBytes) return undefined
      chunks.push(chunk)
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
