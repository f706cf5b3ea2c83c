import { pipe } from '#fp-ts/function'
import type { TaskEither } from '#fp-ts/TaskEither'
import * as TE from '#fp-ts/TaskEither'
import type { CallOptions, EnrollmentService, ServiceError, ServiceLimits } from '../../machines/index.ts'
import { bindCall, listCall, requestCall } from './call.ts'
import type { Call } from './call.ts'
import { decodeBound, decodeEnrolledFactors, decodeRequested } from './decode.ts'
import type { Opened } from './envelope.ts'

/** Takes one call to the server and brings back the opened envelope of a success, or why there was none. */
export type Carrier = (call: Call, options: CallOptions) => TaskEither<ServiceError, Opened>

/** The port over any carrier: ky, or the vendor's SDK. */
export const serviceOver = (carry: Carrier, limits: ServiceLimits): EnrollmentService => ({
  limits,
  sendEnrollFactorRequest: (chosen, options) =>
    pipe(carry(requestCall(chosen), options), TE.chainEitherK(decodeRequested(chosen.factorType))),
  enrollFactor: (bind, options) => pipe(carry(bindCall(bind), options), TE.chainEitherK(decodeBound)),
  listEnrolledFactors: (_, options) => pipe(carry(listCall, options), TE.chainEitherK(decodeEnrolledFactors)),
})
