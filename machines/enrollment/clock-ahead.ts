import type { Failure } from './failures.ts'

// An HTTP `Date` says whole seconds (RFC 9110 section 5.6.7): on the average half a second is lost.
const lostByRounding = 500

/**
 * How far this side's clock is ahead of the server's, ms; negative if it is behind, null if the reply did
 * not tell. The server read its clock between our sending and its reply, so the middle is the best guess.
 */
export const clockAheadOf = ({ error, sentAt, repliedAt }: Failure): number | null =>
  error._tag === 'wrongCode' && error.serverTime !== undefined
    ? Math.round((sentAt + repliedAt) / 2 - (error.serverTime + lostByRounding))
    : null
