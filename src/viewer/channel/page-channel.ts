import type { Answered, ViewerChannel } from './channel.ts'
import { answerOf, frameOf } from './messages.ts'
import { FromPage, type FromViewer } from './page-messages.ts'

/**
 * Frames from the page that this one stands in, as an iframe beside a running enrollment. Only the page of
 * the same origin is listened and spoken to. Its other end is `connectViewer`.
 */
export const pageChannel = (here: Window = window): ViewerChannel => {
  const { parent } = here
  const { origin } = here.location
  const tell = (message: FromViewer) => {
    parent.postMessage(message, origin)
  }
  const waiting = new Map<number, (answer: Answered) => void>()
  let sent = 0
  const subscribe = () => tell({ mfaEnrollment: 'viewer', type: 'subscribe' })

  return {
    subscribe: ({ frame, turned }) => {
      const hear = (event: MessageEvent<unknown>) => {
        if (event.source !== parent || event.origin !== origin || !FromPage.is(event.data)) return
        const message = event.data
        // Whichever of the two pages was there first.
        if (message.type === 'ready') return subscribe()
        turned('live')
        if (message.type === 'frame') {
          const heard = frameOf(message.frame)
          if (heard !== null) frame(heard)
          return
        }
        if (message.type === 'subscribed') return
        waiting.get(message.number)?.(answerOf(message.answer))
        waiting.delete(message.number)
      }
      here.addEventListener('message', hear)
      subscribe()
      return () => {
        here.removeEventListener('message', hear)
      }
    },
    send: (enrollmentId, command) =>
      new Promise((resolve) => {
        sent += 1
        waiting.set(sent, resolve)
        tell({ mfaEnrollment: 'viewer', type: 'send', number: sent, enrollmentId, command })
      }),
  }
}
