import { fromTaskEither } from './from-task-either.ts'
import type { EnrollmentMachine } from './machine.ts'
import type { ProvideServiceOptions } from './provide-service-options.ts'
import type { EnrollmentService } from './service.ts'
import { serviceCallsOf } from './service-calls.ts'
import { withClock } from './with-clock.ts'

/**
 * Fills the machine with a service and a clock. Decodes what *any* service answers: one that lies about
 * its types ends in `invalidResponse`, one that throws in `defect`.
 *
 * @throws TypeError at once if the clock, the limits or a verdict cannot be used.
 *
 * @example
 * const machine = provideService(createGenAuthService({ host, appId, getAccessToken }), { now: Date.now })
 * createActor(machine, { input: { enrollmentId: crypto.randomUUID() } }).start()
 */
export const provideService = (
  service: EnrollmentService,
  options: ProvideServiceOptions,
): EnrollmentMachine => {
  const calls = serviceCallsOf(service, options)
  return withClock(options.now).provide({
    actors: {
      sendEnrollFactorRequest: fromTaskEither(calls.sendEnrollFactorRequest),
      enrollFactor: fromTaskEither(calls.enrollFactor),
      listEnrolledFactors: fromTaskEither(calls.listEnrolledFactors),
    },
  })
}
