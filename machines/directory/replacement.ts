import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { NonEmptyString } from '../enrollment/non-empty-string.ts'
import type { EnrolledFactor } from '../enrollment/service.ts'
import type { ServiceError } from '../enrollment/service-error.ts'
import type { DirectoryCallOptions, FactorDirectory } from './factor-directory.ts'

/** A replacement under way: which factor is to go, and what the account had before. Plain data, without contact data. */
export const Replacement = t.readonly(
  t.exact(
    t.type({
      factorId: NonEmptyString,
      factorType: t.string,
      /** The ids of all factors the account had. */
      before: t.readonlyArray(t.string),
    }),
  ),
  'Replacement',
)
export type Replacement = t.TypeOf<typeof Replacement>

/**
 * How a replacement ended.
 *
 * - `reset`: the new factor stands, the old one is gone.
 * - `replacedInPlace`: no new id is listed, though the new factor was bound. The server put it in the old one's
 *   place, under the same id (or lists it late): either way nothing was taken off.
 * - `notBound`: this enrollment bound nothing, or no factor of that type is listed: nothing was taken off.
 */
export type ReplacementEnd = 'reset' | 'replacedInPlace' | 'notBound'

/**
 * Begins to replace a factor: notes what the account has, and changes nothing. Then bind the new factor
 * as always, and finish.
 *
 * @returns Left `notFound` if the account has no such factor.
 *
 * @example
 * const begun = await beginReplacement(directory, factorId)()
 * // run an enrollment of the same type until it is done, then
 * if (begun._tag === 'Right') await finishReplacement(directory, begun.right, { isBound: true })()
 */
export const beginReplacement = (
  directory: FactorDirectory,
  factorId: string,
  options?: DirectoryCallOptions,
): TE.TaskEither<ServiceError, Replacement> =>
  pipe(
    directory.listEnrolledFactors(options),
    TE.chainEitherK((listed) => {
      const old = listed.find((factor) => factor.factorId === factorId)
      if (old === undefined) return E.left<ServiceError>({ _tag: 'notFound' })
      const { factorType } = old
      return E.right({ factorId, factorType, before: listed.map((factor) => factor.factorId) })
    }),
  )

/** What is left to do once the new factor should be there. */
export const nextOfReplacement = (
  { factorId, factorType, before }: Replacement,
  listed: readonly EnrolledFactor[],
  { isBound }: { readonly isBound: boolean },
): 'resetOld' | ReplacementEnd => {
  if (!isBound) return 'notBound'
  const hasOld = listed.some((factor) => factor.factorId === factorId)
  const hasNew = listed.some(
    (factor) =>
      factor.factorType === factorType && factor.factorId !== factorId && !before.includes(factor.factorId),
  )
  if (hasNew) return hasOld ? 'resetOld' : 'reset'
  // Ids of the `<userId>|phone` form outlive what they name: resetting "the old one" would take the new one off.
  return hasOld ? 'replacedInPlace' : 'notBound'
}

/**
 * Finishes a replacement: takes the old factor off, but only if the new one was bound, and is listed beside
 * it. May be called again with the same words after a failure; a second time changes nothing.
 *
 * @param isBound whether the enrollment of the new factor ended `done` (or waits in `savingRecoveryCode`).
 *   Neither this word alone nor the list alone takes the old factor off.
 */
export const finishReplacement = (
  directory: FactorDirectory,
  replacement: Replacement,
  { isBound, ...options }: DirectoryCallOptions & { readonly isBound: boolean },
): TE.TaskEither<ServiceError, ReplacementEnd> =>
  pipe(
    directory.listEnrolledFactors(options),
    TE.chain((listed) => {
      const next = nextOfReplacement(replacement, listed, { isBound })
      if (next !== 'resetOld') return TE.right<ServiceError, ReplacementEnd>(next)
      return pipe(
        directory.resetFactor(replacement.factorId, options),
        TE.map((): ReplacementEnd => 'reset'),
      )
    }),
  )
