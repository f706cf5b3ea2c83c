import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { SeenRequest } from './seen-request.ts'

const Outcome = t.type({ statusCode: t.number, apiCode: t.union([t.number, t.undefined]) })

/** The codes that the vendor puts into the body; nothing else of it is kept. */
const codesIn = (text: string): Pick<SeenRequest, 'statusCode' | 'apiCode'> => {
  try {
    const outcome = Outcome.decode(JSON.parse(text))
    if (E.isRight(outcome))
      return { statusCode: outcome.right.statusCode, apiCode: outcome.right.apiCode ?? null }
  } catch {
    // No JSON, no codes.
  }
  return { statusCode: null, apiCode: null }
}

/**
 * The browser's own fetch, which notes what was asked and what became of it: once when a request leaves, and again
 * when its reply is there in full.
 */
export const recordedFetch = (note: (request: SeenRequest) => void): typeof fetch => {
  let made = 0
  return async (input, init) => {
    const { method, url } = input instanceof Request ? input : new Request(input, init)
    const startedAt = performance.now()
    const left: SeenRequest = {
      id: ++made,
      method,
      path: new URL(url).pathname.replace(/^\/api\/v\d\//, ''),
      status: null,
      statusCode: null,
      apiCode: null,
      ms: null,
      isLost: false,
    }
    const ms = () => Math.round(performance.now() - startedAt)
    note(left)
    try {
      // The client sends no cookies; this server lets nobody in without the one of this run.
      const response = await fetch(input, { ...init, credentials: 'same-origin' })
      const { status } = response
      // A stream has no end to wait for.
      if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
        note({ ...left, status, ms: ms() })
        return response
      }
      response
        .clone()
        .text()
        .then(
          (text) => note({ ...left, ...codesIn(text), status, ms: ms() }),
          () => note({ ...left, status, ms: ms(), isLost: true }),
        )
      return response
    } catch (cause) {
      note({ ...left, ms: ms(), isLost: true })
      throw cause
    }
  }
}
