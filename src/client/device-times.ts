import type { EnrollmentView, Message } from '../view/index.ts'

// Codes of the time step before and after are taken (RFC 6238 section 5.2): less than this is no reason.
const noticeableMs = 20_000

/** The hint about a wrong clock is about the clock in the person's hands, and not about the server's. */
const aboutThisDevice = (message: Message, aheadMs: number): Message => {
  if (message.id !== 'wrongCodeAgain') return message
  const deviceAheadMs = message.params.clockAheadSeconds * 1_000 - aheadMs
  const clockAheadSeconds = Math.abs(deviceAheadMs) < noticeableMs ? 0 : Math.round(deviceAheadMs / 1_000)
  return { id: message.id, params: { clockAheadSeconds } }
}

/**
 * The view with the times of this device's clock, so that what counts down beside it is right where that clock is an
 * hour off. What stands in `support` stays as the server said it.
 *
 * @param aheadMs how far the server's clock is ahead.
 */
export const inDeviceTime = (view: EnrollmentView, aheadMs: number): EnrollmentView => {
  const here = (at: number | null) => (at === null ? null : Math.round(at - aheadMs))
  const told = {
    sendAgainAt: here(view.sendAgainAt),
    nextChangeAt: here(view.nextChangeAt),
    problem: view.problem && aboutThisDevice(view.problem, aheadMs),
    announce: view.announce && { ...view.announce, message: aboutThisDevice(view.announce.message, aheadMs) },
  }
  if (view.state !== 'awaitingCode') return { ...view, ...told }
  return {
    ...view,
    ...told,
    expiresAt: Math.round(view.expiresAt - aheadMs),
    submitAt: here(view.submitAt),
  }
}
