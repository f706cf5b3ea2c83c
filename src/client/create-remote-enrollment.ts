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
import { createShowing } from './showing.ts'
import { createStanding } from './standing.ts'
import { storedId } from './stored-id.ts'
import { mayPass } from './trouble.ts'
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
  let following: AbortController | null = null
  let stopWatching = () => {}

  const changed = () => {
    if (stopping.signal.aborted) return
    kept.write(standing.isOver() ? null : standing.id())
    showing.show()
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
        // The server is back: what became of a command need not wait for its next look.
        if (standing.underway()?.isLost === true) pauses.wake()
        changed()
      },
      looked: (answer) => {
        const isHeard = commanding.take(answer)
        if (isHeard) changed()
        return isHeard
      },
      failed: (error) => {
        // What is on show stays, with a word. With nothing on show, why nothing comes is all there is to say.
        if (standing.isKnown() ? error._tag !== 'unauthorized' : mayPass(error)) standing.cutOff()
        else standing.trouble({ error, until: null, command: null })
        showing.show()
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
      if (showing.current().nextChangeAt !== null) showing.look()
      adjust()
    },
    () => {
      stopWatching()
      showing.stop()
      adjust()
    },
  )

  const { signal } = stopping
  const showing = createShowing({
    clock,
    at: standing.at,
    isWatched: () => audience.isThere() && !signal.aborted,
    tell: audience.tell,
  })
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
    getSnapshot: showing.current,
    view: showing.now,
    subscribe: audience.add,
    send,
    stop: () => {
      stopping.abort()
      stopWatching()
      showing.stop()
      adjust()
    },
  }
}
