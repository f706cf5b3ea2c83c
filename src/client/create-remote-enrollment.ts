import * as E from '#fp-ts/Either'
import { decodeCommand, type Command } from '../../machines/index.ts'
import { systemClock, type Sent, type ShownEnrollment } from '../live/index.ts'
import { createAudience } from './audience.ts'
import { createCommanding } from './commanding.ts'
import { createConnection } from './connection.ts'
import { createRequests } from './enrollment-requests.ts'
import { follow } from './following.ts'
import { createPauses } from './pauses.ts'
import { refusedHere } from './refused-here.ts'
import type { RemoteEnrollmentOptions } from './remote-enrollment-options.ts'
import { createStanding } from './standing.ts'
import { storedId } from './stored-id.ts'
import { whenBack } from './when-back.ts'

/**
 * An enrollment that runs at a server of `mfa-enrollment/server`, as surfaces take it. To make one sends nothing, and
 * to subscribe only asks for the view of an enrollment that is known already; the first `factor.chosen` creates one.
 *
 * It follows the server while somebody listens, also over a lost connection: meanwhile the view stays, and its clock
 * runs on. What is sent shows at once as `requesting` or `binding`; a command whose answer got lost is looked up, and
 * never sent twice.
 *
 * @example
 * const enrollment = createRemoteEnrollment({ url: '/mfa', storageKey: 'enrollment' })
 * enrollment.subscribe((view) => draw(view))
 * enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
 */
export const createRemoteEnrollment = (options: RemoteEnrollmentOptions): ShownEnrollment => {
  const { clock = systemClock, random = Math.random, storage = 'sessionStorage', storageKey } = options
  const now = () => clock.now()
  const kept = storedId(storageKey, storage)
  const pauses = createPauses(clock)
  const requests = createRequests(createConnection(options, clock))
  const standing = createStanding(options.enrollmentId ?? kept.read())
  const stopping = new AbortController()
  // Read from the storage, and nothing of it has been shown: nobody misses it if it is gone.
  let isUnseen = options.enrollmentId === undefined
  let shown = standing.at(now())
  let timer: unknown
  let following: AbortController | null = null
  let stopWatching = () => {}

  const look = () => {
    clock.clearTimeout(timer)
    shown = standing.at(now())
    if (shown.nextChangeAt !== null && audience.isThere() && !stopping.signal.aborted)
      timer = clock.setTimeout(show, Math.min(Math.max(0, shown.nextChangeAt - now()), 2 ** 31 - 1))
  }

  const show = () => {
    look()
    audience.tell(() => shown)
  }

  const changed = () => {
    if (stopping.signal.aborted) return
    kept.write(standing.isOver() ? null : standing.id())
    show()
    adjust()
  }

  /** Follows while somebody listens and there is something to follow. */
  const adjust = () => {
    const id = standing.id()
    if (!audience.isThere() || id === null || standing.isOver() || stopping.signal.aborted) {
      following?.abort()
      following = null
      return
    }
    if (following !== null) return
    following = new AbortController()
    void follow(id, following.signal, {
      requests,
      clock,
      random,
      pauses,
      gone: () => {
        if (isUnseen) standing.forget()
        else standing.gone()
        changed()
      },
      take: (reply) => {
        isUnseen = false
        standing.heard(reply, 'stream', now())
        changed()
      },
      looked: (answer) => {
        if (commanding.take(answer)) changed()
      },
      failed: (error) => {
        // What is on show stays. With nothing on show, that nothing comes is what there is to say.
        if (standing.isKnown() && error._tag !== 'unauthorized') return
        standing.trouble({ error, until: null, command: null })
        show()
      },
    })
  }

  const audience = createAudience(
    () => {
      const stopWaiting = whenBack(pauses.wake)
      const stopHearing = kept.watch((id) => {
        if (standing.id() !== null || standing.underway() !== null || standing.isOver()) return
        standing.adopt(id)
        changed()
      })
      stopWatching = () => {
        stopWaiting()
        stopHearing()
      }
      if (shown.nextChangeAt !== null) look()
      adjust()
    },
    () => {
      stopWatching()
      clock.clearTimeout(timer)
      adjust()
    },
  )

  const { signal } = stopping
  const commanding = createCommanding({ requests, standing, clock, random, pauses, signal, changed })

  const carryOut = (command: Command): void => {
    isUnseen = false
    const isCancelled = command.type === 'enrollment.cancelled'
    if (isCancelled && standing.underway() !== null) standing.leave()
    else if (isCancelled && (standing.id() === null || standing.isGone())) standing.left()
    else if (command.type === 'enrollment.restarted' && standing.isGone()) standing.forget()
    else return void commanding.send(command)
    changed()
  }

  const send = (input: unknown): Sent => {
    const decoded = decodeCommand(input)
    if (E.isLeft(decoded)) return { accepted: false, reason: decoded.left }
    if (signal.aborted) return { accepted: false, reason: 'ended' }
    const command = decoded.right
    if (standing.underway() !== null && command.type !== 'enrollment.cancelled')
      return { accepted: false, reason: 'notNow' }
    const view = standing.at(now())
    const refused = refusedHere(view, command)
    if (refused !== null) return { accepted: false, ...refused }
    const isSubmission = command.type === 'code.submitted' || command.type === 'photo.submitted'
    // For this token, and no other: the server asks for it.
    carryOut(
      isSubmission && view.state === 'awaitingCode' ? { ...command, generation: view.generation } : command,
    )
    return { accepted: true }
  }

  return {
    get id() {
      return standing.id() ?? ''
    },
    getSnapshot: () => shown,
    view: () => {
      // Not at once: who looks may be in the middle of drawing.
      if (shown.nextChangeAt !== null && shown.nextChangeAt <= now()) queueMicrotask(show)
      return standing.at(now())
    },
    subscribe: audience.add,
    send,
    stop: () => {
      stopping.abort()
      stopWatching()
      clock.clearTimeout(timer)
      adjust()
    },
  }
}
