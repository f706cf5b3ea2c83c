import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import {
  FactorToEnroll,
  Identifier,
  redact,
  type DirectoryCallOptions,
  type EnrolledFactor,
  type FactorDirectory,
  type ServiceError,
} from '../../machines/index.ts'
import type { Json } from '../json/index.ts'
import { systemClock } from '../live/index.ts'
import { errorOfAnswer } from './answer-error.ts'
import type { RemoteOptions } from './connection-options.ts'
import { createConnection } from './connection.ts'

/** A factor as the server lists it: where its codes go is masked there already. */
export interface ListedFactor extends EnrolledFactor {
  readonly maskedDestination: string | null
}

const Listed = t.type({
  factors: t.array(
    t.type({
      factorId: Identifier,
      factorType: Identifier,
      maskedDestination: t.union([t.string, t.null, t.undefined]),
    }),
  ),
})

const Choices = t.type({ factors: t.array(FactorToEnroll) })

const decodeWith =
  <A>(codec: t.Type<A, unknown>) =>
  (json: Json): E.Either<ServiceError, A> =>
    pipe(
      codec.decode(json),
      E.mapLeft((): ServiceError => ({ _tag: 'invalidResponse', paths: ['factors'] })),
    )

/**
 * The factors of whoever is signed in at a server of `mfa-enrollment/server`, for the lists of `useFactorDirectory`
 * and `<mfa-enrollment>`. Phone numbers and addresses come masked, so `profile` is empty.
 *
 * @example
 * const directory = createRemoteDirectory({ url: '/mfa' })
 * const listed = await directory.listEnrolledFactors()()
 */
export const createRemoteDirectory = (options: RemoteOptions): FactorDirectory => {
  const connection = createConnection(options, systemClock)

  const ask = (
    method: 'GET' | 'DELETE',
    path: string,
    { signal }: DirectoryCallOptions = {},
  ): TE.TaskEither<ServiceError, Json> =>
    pipe(
      () =>
        connection.ask({ method, path, headers: { accept: 'application/json' }, ...(signal && { signal }) }),
      TE.chainEitherK((answer) =>
        answer.status < 300 ? E.right(answer.json) : E.left(errorOfAnswer(answer, systemClock.now())),
      ),
    )

  const listEnrolledFactors = (
    called?: DirectoryCallOptions,
  ): TE.TaskEither<ServiceError, readonly ListedFactor[]> =>
    pipe(
      ask('GET', '/factors', called),
      TE.chainEitherK(decodeWith(Listed)),
      TE.map(({ factors }) =>
        factors.map(({ factorId, factorType, maskedDestination = null }) => ({
          factorId,
          factorType,
          maskedDestination,
          profile: redact({}),
        })),
      ),
    )

  return {
    listEnrolledFactors,
    listFactorsToEnroll: (called) =>
      pipe(
        ask('GET', '/factors/choices', called),
        TE.chainEitherK(decodeWith(Choices)),
        TE.map(({ factors }) => factors),
      ),
    getFactor: (factorId, called) =>
      pipe(
        listEnrolledFactors(called),
        TE.chainEitherK((listed) => {
          const found = listed.find((factor) => factor.factorId === factorId)
          return found === undefined ? E.left<ServiceError>({ _tag: 'notFound' }) : E.right(found)
        }),
      ),
    resetFactor: (factorId, called) =>
      // What cannot be an id is not sent: it travels in the address.
      Identifier.is(factorId)
        ? pipe(
            ask('DELETE', `/factors/${encodeURIComponent(factorId)}`, called),
            TE.map(() => undefined),
          )
        : TE.left({ _tag: 'invalidInput', field: 'factorId' }),
  }
}
