import { enrollmentJson, type Shown } from '../exchange/enrollment-answer.ts'

// https://html.spec.whatwg.org/multipage/server-sent-events.html section 9.2.6: an event without data is not told.
const event = (name: string, data: string): string => `event: ${name}\ndata: ${data}\n\n`

/** JSON has no line breaks, so it is one line of data. */
export const viewEvent = (shown: Shown): string => event('view', JSON.stringify(enrollmentJson(shown)))

/** It has ended, or is not there any more. */
export const endEvent = event('end', '{}')

/** The access token is over: come back with a new one. */
export const expiredEvent = event('expired', '{}')

/** A comment, which clients pass over. */
export const heartbeat = ':\n\n'
