import { startViewer, type StartViewerOptions } from '../../../src/cli/inspect/start-viewer.ts'
import { InspectionFrame, type Inspected } from '../../../src/inspect/index.ts'
import { enter, rawAsk, type Ask, type Asked } from '../loopback/raw-ask.ts'

const text = (type: string, body: string) => ({ type, body: new TextEncoder().encode(body) })
const page = new Map([
  ['/index.html', text('text/html; charset=utf-8', '<!doctype html><html>the viewer</html>')],
  ['/main.js', text('text/javascript; charset=utf-8', 'the script')],
])

/** The frames that a page hears, and the way to wait for one. */
export interface Heard {
  readonly frames: readonly InspectionFrame[]
  /** Every character that came. */
  readonly raw: () => string
  /** The first frame that fits, now or later; rejects if the stream ends without it. */
  readonly until: (fits: (frame: InspectionFrame) => boolean) => Promise<InspectionFrame>
  /** Whether the server said that nothing more comes. */
  readonly saidEnd: () => boolean
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>
  readonly leave: () => void
}

/** Listens as a page does. */
export const listen = async (origin: string, cookie: string): Promise<Heard> => {
  const leaving = new AbortController()
  const { body } = await fetch(`${origin}/frames`, { headers: { cookie }, signal: leaving.signal })
  if (body === null) throw new Error('An answer without a body')
  const frames: InspectionFrame[] = []
  const waiting = new Set<() => void>()
  let raw = ''
  let hasEnded = false
  let saidEnd = false
  const wake = () => {
    for (const look of waiting) look()
  }
  const read = async () => {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of body) {
      const more = decoder.decode(chunk, { stream: true })
      raw += more
      const events = `${rest}${more}`.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        if (saidEnd) throw new Error(`Something after the end: ${event}`)
        saidEnd = event === 'event: end\ndata: {}'
        if (saidEnd) continue
        const frame: unknown = JSON.parse(event.replace(/^data: /, ''))
        if (!InspectionFrame.is(frame)) throw new Error(`No frame: ${event}`)
        frames.push(frame)
      }
      wake()
    }
  }
  const ended = read()
    .catch((cause: unknown) => {
      if (!(cause instanceof Error && (cause.name === 'AbortError' || cause.message === 'terminated')))
        throw cause
    })
    .finally(() => {
      hasEnded = true
      wake()
    })
  return {
    frames,
    raw: () => raw,
    saidEnd: () => saidEnd,
    until: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = frames.find(fits)
          if (found === undefined && !hasEnded) return
          waiting.delete(look)
          if (found === undefined) reject(new Error(`The stream ended before:\n${raw}`))
          else resolve(found)
        }
        waiting.add(look)
        look()
      }),
    ended,
    leave: () => leaving.abort(),
  }
}

/** A command as the page sends it, and the answer. */
export const sendTo = async (
  origin: string,
  cookie: string,
  enrollmentId: string,
  command: unknown,
): Promise<Inspected> => {
  const answer = await rawAsk(`${origin}/commands`, {
    method: 'POST',
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: JSON.stringify({ enrollmentId, command }),
  })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return JSON.parse(answer.text) as Inspected
}

/** A viewer that is served, and a browser that was let in. */
export const openViewer = async (inspection: StartViewerOptions['inspection']) => {
  const viewer = await startViewer({ files: page, inspection, port: 0 })
  const cookie = await enter(viewer.newLink())
  return {
    ...viewer,
    cookie,
    ask: (path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Asked> =>
      rawAsk(`${viewer.origin}${path}`, {
        method,
        headers: { cookie, ...headers },
        ...(body === undefined ? {} : { body }),
      }),
    listen: () => listen(viewer.origin, cookie),
    send: (enrollmentId: string, command: unknown) => sendTo(viewer.origin, cookie, enrollmentId, command),
  }
}
