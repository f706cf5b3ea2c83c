import { connectWindow } from '../v4/index.ts'
import { bridgeEnrollments, type XStateInspectOptions } from './enrollment-bridge.ts'
import { createInbound } from './inbound.ts'

export interface InspectInPageOptions extends XStateInspectOptions {
  /**
   * The address of the viewer: a page with a `createWindowReceiver` of `@xstate/inspect`. There is no default, for
   * whoever serves that page sees the frames, and may send commands.
   */
  readonly url: string | URL
  /** Where to load the viewer; left out, it opens in a pop-up window. */
  readonly iframe?: HTMLIFrameElement | undefined
}

/** An inspector in the page. */
export interface PageInspector {
  /** Takes every enrollment out of the viewer and stops listening to it. */
  readonly close: () => void
}

const openPopup = (url: string): Window => {
  const popup = window.open(url, 'xstateinspector')
  if (popup === null) {
    throw new Error(
      'The browser let no pop-up window open: call inspectInPage from a click, allow pop-ups for this page, or give an iframe',
    )
  }
  return popup
}

/**
 * Shows enrollments with `@xstate/inspect` 0.8.0 from within a page, in an iframe or a pop-up window. That package
 * and the XState 4 it needs are part of this one; nothing is to be installed.
 *
 * The viewer gets redacted frames. Only messages of the viewer's window and its origin are heard, and of those only
 * public commands reach the enrollment.
 *
 * @throws TypeError for a `url` that is none, or that has no origin (`data:`, `about:`); Error if the browser
 *   blocks the pop-up window.
 *
 * @example
 * const inspection = inspectEnrollment()
 * const inspector = inspectInPage({ inspection, url: '/viewer.html', iframe })
 * const enrollment = createEnrollment({ service, inspect: inspection.inspect })
 * inspector.close()
 */
export const inspectInPage = ({ url, iframe, ...options }: InspectInPageOptions): PageInspector => {
  const { href, origin } = new URL(url, document.baseURI)
  if (origin === 'null')
    throw new TypeError(`The viewer needs an address with http: or https:, and not ${href}`)
  const viewer = iframe === undefined ? { popup: openPopup(href) } : { iframe }
  const inbound = createInbound(options.onRefused)
  const connection = connectWindow({ url: href, viewer, accept: inbound.accept })
  const leave = bridgeEnrollments(options, inbound, connection)
  // Hosts close when the enrollment ends, and XState tells inspectors of an end after it told the host.
  return { close: () => queueMicrotask(leave) }
}
