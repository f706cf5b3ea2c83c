import { Identifier } from '../../machines/index.ts'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import type { DirectoryCallOptions, FactorDirectory, ServiceError } from '../../machines/index.ts'
import { listCall } from './call.ts'
import type { DirectoryCall } from './call.ts'
import type { Carrier } from './carrier.ts'
import { decodeEnrolledFactors, decodeFactor, decodeFactorsToEnroll, decodeReset } from './decode.ts'
import type { Opened } from './envelope.ts'

/** The directory over any carrier. */
export const directoryOver = (carry: Carrier<DirectoryCall>): FactorDirectory => {
  // What cannot be an id is not sent: it would travel in a URL, or match another factor.
  const carryFor = (
    endpoint: 'resetFactor' | 'getFactor',
    factorId: string,
    options: DirectoryCallOptions | undefined,
  ): TE.TaskEither<ServiceError, Opened> =>
    Identifier.is(factorId)
      ? carry({ endpoint, factorType: null, factor: { factorId } }, options)
      : TE.left({ _tag: 'invalidInput', field: 'factorId' })

  return {
    listEnrolledFactors: (options) => pipe(carry(listCall, options), TE.chainEitherK(decodeEnrolledFactors)),
    listFactorsToEnroll: (options) =>
      pipe(
        carry({ endpoint: 'listFactorsToEnroll', factorType: null }, options),
        TE.chainEitherK(decodeFactorsToEnroll),
      ),
    getFactor: (factorId, options) =>
      pipe(carryFor('getFactor', factorId, options), TE.chainEitherK(decodeFactor(factorId))),
    resetFactor: (factorId, options) =>
      pipe(carryFor('resetFactor', factorId, options), TE.chainEitherK(decodeReset)),
  }
}
