import type { Answered, ViewerChannel } from './channel.ts'
import { answerOf, frameOf, jsonOf, unreachable } from './messages.ts'

const firstWait = 500
const longestWait = 5_000

/**
 * Frames over server-sent events from `frames`, commands by POST to `commands`, both beside the page, so that
 * a token in the page's path is in theirs, too. A server that went away is asked again and again; one that said
 * `end` is left alone.
 *
 * Each event's data is one frame as JSON; of the event `end` it says nothing. The body of a command is `{ enrollmentId, command }`, its answer an
 * `Inspected`.
 *
 * @param base the address of the page.
 */
export const serverChannel = (base: string): ViewerChannel => ({
  subscribe: ({ frame, turned }) => {
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = firstWait
    const open = () => {
      source = new EventSource(new URL('frames', base))
      source.addEventListener('open', () => {
        wait = firstWait
        turned('live')
      })
      source.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const heard = typeof data === 'string' ? frameOf(jsonOf(data)) : null
        if (heard !== null) frame(heard)
      })
      source.addEventListener('end', () => {
        source?.close()
        turned('ended')
      })
      // By itself it would give up at an answer that is no stream, as of another program on that port.
      source.addEventListener('error', () => {
        source?.close()
        turned('lost')
        timer = setTimeout(open, wait)
        wait = Math.min(wait * 2, longestWait)
      })
    }
    open()
    return () => {
      clearTimeout(timer)
      source?.close()
    }
  },
  send: async (enrollmentId, command): Promise<Answered> => {
    try {
      const reply = await fetch(new URL('commands', base), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ enrollmentId, command }),
        redirect: 'error',
        cache: 'no-store',
      })
      return answerOf(jsonOf(await reply.text()))
    } catch {
      return unreachable
    }
  },
})
