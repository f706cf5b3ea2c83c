import { idleView, type EnrollmentView } from '../view/index.ts'
import { viewAt, type EnrollmentReply } from '../view/json/index.ts'
import { inDeviceTime } from './device-times.ts'
import { expectedView, leavingView, type Underway } from './expected-view.ts'
import { goneView, leftView, loadingView } from './own-views.ts'
import { createServerClock } from './server-clock.ts'
import { cutOff, withTrouble, type Trouble } from './trouble.ts'

/** Where a view stands, without what changes by the time of day alone. */
const placeOf = (view: EnrollmentView): string =>
  `${view.state} ${view.state === 'awaitingCode' ? view.generation : ''} ${view.error} ${view.support.requestId}`

/** What is known of an enrollment at a server, and what is shown for it. It asks nobody. */
export interface Standing {
  readonly id: () => string | null
  /** What is shown at a moment. */
  readonly at: (now: number) => EnrollmentView
  /** Done or cancelled, or not known to the server any more: there is nothing to follow. */
  readonly isOver: () => boolean
  readonly isGone: () => boolean
  /** The server has said something of it. */
  readonly isKnown: () => boolean
  readonly underway: () => Underway | null
  readonly adopt: (id: string) => void
  /** Takes what the server said. A stream is always right in the end; an answer may have been overtaken by it. */
  readonly heard: (reply: EnrollmentReply, from: 'stream' | 'answer', now: number) => void
  readonly sent: (underway: Underway) => void
  /** The command that was under way is over, with or without success. Gives whether anything has changed by it. */
  readonly settled: () => boolean
  /** Notes that the person leaves once what is under way has its answer. */
  readonly leave: () => void
  /** Whether that was noted; it is forgotten by asking. */
  readonly takeLeave: () => boolean
  readonly trouble: (trouble: Trouble) => void
  /** The server cannot be reached at the moment, and is tried again. Over as soon as it is heard. */
  readonly cutOff: () => void
  readonly gone: () => void
  /** Left without the server, for it knows nothing to leave. */
  readonly left: () => void
  /** Back to the beginning, with another enrollment to be made. */
  readonly forget: () => void
}

export const createStanding = (knownId: string | null): Standing => {
  const clock = createServerClock()
  let id = knownId
  let said: EnrollmentView | null = null
  let lastStreamed = Number.NEGATIVE_INFINITY
  let underway: { readonly what: Underway; readonly from: string } | null = null
  let trouble: { readonly what: Trouble; readonly from: string } | null = null
  let isLeaving = false
  let isGone = false
  let isCutOff = false

  const base = (): EnrollmentView => said ?? (id === null ? idleView : loadingView(id))
  const place = () => (said === null ? 'nothing is known' : placeOf(said))

  const say = (view: EnrollmentView | null) => {
    said = view
    isCutOff = false
    // What went wrong with looking alone is over as well.
    if (trouble !== null && (trouble.from !== place() || trouble.what.command === null)) trouble = null
    if (underway !== null && underway.what.isLost && underway.from !== place()) underway = null
  }
  const isOver = () => isGone || said?.state === 'done' || said?.state === 'cancelled'

  return {
    id: () => id,
    at: (now) => {
      const isStill = underway?.from === place()
      const expected = underway !== null && isStill ? expectedView(base(), underway.what) : base()
      const view = viewAt(isLeaving ? leavingView(expected) : expected, now)
      if (trouble !== null) return withTrouble(view, trouble.what, now)
      return isCutOff ? cutOff(view) : view
    },
    isOver,
    isGone: () => isGone,
    isKnown: () => said !== null,
    underway: () => underway?.what ?? null,
    adopt: (given) => {
      id = given
    },
    heard: ({ id: given, serverTime, view }, from, now) => {
      id ??= given
      const ahead = clock.heard(serverTime, now)
      if (from === 'answer' && serverTime < lastStreamed) return
      if (from === 'stream') lastStreamed = serverTime
      say(inDeviceTime(view, ahead))
    },
    sent: (what) => {
      trouble = null
      underway = { what, from: underway?.from ?? place() }
    },
    settled: () => {
      const hasChanged = underway === null || underway.from !== place()
      underway = null
      return hasChanged
    },
    leave: () => {
      isLeaving = true
    },
    takeLeave: () => {
      const wasLeaving = isLeaving
      isLeaving = false
      return wasLeaving
    },
    trouble: (what) => {
      trouble = { what, from: place() }
    },
    cutOff: () => {
      isCutOff = true
    },
    gone: () => {
      underway = null
      isLeaving = false
      isGone = true
      say(goneView(id ?? ''))
    },
    left: () => {
      underway = null
      trouble = null
      say(leftView(base()))
    },
    forget: () => {
      id = null
      underway = null
      trouble = null
      isLeaving = false
      isGone = false
      lastStreamed = Number.NEGATIVE_INFINITY
      isCutOff = false
      said = null
    },
  }
}
