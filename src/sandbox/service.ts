import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import type { TaskEither } from '#fp-ts/TaskEither'
import {
  redact,
  reveal,
  vendorLimits,
  type CallOptions,
  type EnrollmentService,
  type ServiceError,
  type ServiceLimits,
} from '../../machines/index.ts'
import { sleep, type SandboxClock } from './clock.ts'
import type { Endpoint } from './endpoint.ts'
import type { Account } from './engine/accounts.ts'
import type { Engine } from './engine/engine.ts'
import type { Refusal } from './engine/refusal.ts'
import type { Exchange } from './exchange.ts'
import { randomUuid, type Random } from './random.ts'
import { serviceErrorOf, serviceErrorOfFault } from './service-error-of.ts'

export interface ServiceParts {
  readonly engine: Engine
  readonly exchange: Exchange
  readonly clock: SandboxClock
  readonly random: Random
  readonly limits: Partial<ServiceLimits>
}

/** The time after which the vendor's SDKs give up, ms. */
const clientTimeoutMs = 10_000

/** The engine as an implementation of the port, for one access token and without HTTP. */
export const createService = (parts: ServiceParts, accessToken: string): EnrollmentService => {
  const { engine, exchange, clock, random } = parts

  const call =
    <A>(
      endpoint: Endpoint,
      { signal }: CallOptions,
      work: (person: Account) => E.Either<Refusal, A>,
    ): TaskEither<ServiceError, A> =>
    async () => {
      if (signal.aborted) return E.left({ _tag: 'unreachable', mayHaveArrived: false })
      const carryOut = () => pipe(engine.authenticate(accessToken), E.chain(work))
      const exchanged = await exchange({ endpoint, via: 'memory', signal, carryOut })
      // What a client knows that has left in the middle of a request.
      if (exchanged.kind === 'givenUp') return E.left({ _tag: 'unreachable', mayHaveArrived: true })
      if (exchanged.kind === 'answered') {
        return pipe(
          exchanged.answer,
          E.mapLeft((refusal) => serviceErrorOf(refusal, randomUuid(random))),
        )
      }
      if (exchanged.fault.kind === 'hang') await sleep(clock, clientTimeoutMs, signal)
      return E.left(serviceErrorOfFault(exchanged.fault, clock.now()))
    }

  return {
    limits: { ...vendorLimits, ...parts.limits },
    sendEnrollFactorRequest: ({ factorType, profile }, options) =>
      call('sendEnrollFactorRequest', options, (person) =>
        pipe(
          engine.sendEnrollFactorRequest(person, { factorType, profile: reveal(profile) }),
          E.map(({ enrollmentToken, otpData }) => ({
            enrollmentToken: redact(enrollmentToken),
            otpData:
              otpData === undefined
                ? null
                : { qrCodeUri: redact(otpData.qrCodeUri), recoveryCode: redact(otpData.recoveryCode) },
          })),
        ),
      ),
    enrollFactor: ({ factorType, enrollmentToken, enrollmentData }, options) =>
      call('enrollFactor', options, (person) =>
        pipe(
          engine.enrollFactor(person, {
            factorType,
            enrollmentToken,
            enrollmentData: { ...reveal(enrollmentData) },
          }),
          E.map((): { readonly bound: true } => ({ bound: true })),
        ),
      ),
    listEnrolledFactors: (_, options) =>
      call('listEnrolledFactors', options, (person) =>
        E.right(
          engine.listEnrolledFactors(person).map(({ factorId, factorType, profile }) => ({
            factorId,
            factorType,
            profile: redact(profile),
          })),
        ),
      ),
  }
}
