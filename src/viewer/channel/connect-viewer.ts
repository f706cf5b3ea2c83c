import type { EnrollmentInspection } from '../../inspect/index.ts'
import { FromViewer, type FromPage } from './page-messages.ts'

/**
 * Shows the enrollments of this page in a viewer that stands in it as an iframe of the same origin. The
 * viewer may be loaded, left and loaded again at any time: it asks for what is under way when it is ready.
 *
 * @returns ends it.
 *
 * @example
 * const inspection = inspectEnrollment()
 * const disconnect = connectViewer(inspection, document.querySelector('iframe'))
 */
export const connectViewer = (
  inspection: Pick<EnrollmentInspection, 'subscribe' | 'send'>,
  iframe: HTMLIFrameElement,
): (() => void) => {
  const { origin } = location
  const tell = (message: FromPage) => iframe.contentWindow?.postMessage(message, origin)
  let unsubscribe = () => {}

  const hear = (event: MessageEvent<unknown>) => {
    if (event.source !== iframe.contentWindow || event.origin !== origin || !FromViewer.is(event.data)) return
    const message = event.data
    if (message.type === 'subscribe') {
      unsubscribe()
      tell({ mfaEnrollment: 'page', type: 'subscribed' })
      unsubscribe = inspection.subscribe((frame) => tell({ mfaEnrollment: 'page', type: 'frame', frame }))
      return
    }
    const answer = inspection.send(message.enrollmentId, message.command)
    tell({ mfaEnrollment: 'page', type: 'answer', number: message.number, answer })
  }

  window.addEventListener('message', hear)
  tell({ mfaEnrollment: 'page', type: 'ready' })
  return () => {
    unsubscribe()
    window.removeEventListener('message', hear)
  }
}
