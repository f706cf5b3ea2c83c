import type { CallerExchange, Handler, Route } from '../exchange/exchange.ts'
import { atOnce } from '../exchange/at-once.ts'
import { forKnownCallers } from '../exchange/known-caller.ts'
import type { Settings } from '../exchange/settings.ts'
import type { Streams } from '../streams/streams.ts'
import { createEnrollment } from './create-enrollment.ts'
import { describe } from './describe.ts'
import { listChoices, listFactors } from './factors.ts'
import { healthy, ready } from './health.ts'
import { leaveEnrollment } from './leave-enrollment.ts'
import { uploadPhoto } from './photos.ts'
import { removeFactor } from './remove-factor.ts'
import { sendCommand } from './send-command.ts'
import { showEnrollment } from './show-enrollment.ts'
import { streamEnrollment } from './stream-enrollment.ts'

/** Of requests that wait for the identity service, as an engine's `maxInFlight`: some tabs of one person are four. */
const callsAtOnce = { inAll: 64, ofOne: 4 } as const

/** Every address of the server, and what each method does there. */
export const routesOf = (settings: Settings, streams: Streams): readonly Route[] => {
  const known = (handle: Handler<CallerExchange>) => forKnownCallers(settings, handle)
  const calling = atOnce(callsAtOnce)
  return [
    { method: 'POST', path: '/enrollments', handle: known(createEnrollment(settings)) },
    { method: 'GET', path: '/enrollments/:id', handle: known(showEnrollment(settings)) },
    { method: 'DELETE', path: '/enrollments/:id', handle: known(leaveEnrollment(settings)) },
    { method: 'POST', path: '/enrollments/:id/events', handle: known(sendCommand(settings)) },
    { method: 'GET', path: '/enrollments/:id/stream', handle: known(streamEnrollment(settings, streams)) },
    { method: 'GET', path: '/factors', handle: known(calling(listFactors(settings))) },
    { method: 'GET', path: '/factors/choices', handle: known(calling(listChoices(settings))) },
    { method: 'DELETE', path: '/factors/:id', handle: known(calling(removeFactor(settings))) },
    { method: 'POST', path: '/photos', handle: known(uploadPhoto(settings)) },
    { method: 'GET', path: '/healthz', handle: healthy },
    { method: 'GET', path: '/readyz', handle: ready(settings) },
    { method: 'GET', path: '/openapi.json', handle: describe(settings) },
  ]
}
