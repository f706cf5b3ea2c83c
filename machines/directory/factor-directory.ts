import * as t from 'io-ts'
import type { TaskEither } from '#fp-ts/TaskEither'
import type { EnrolledFactor } from '../enrollment/service.ts'
import type { ServiceError } from '../enrollment/service-error.ts'

/** A factor that the application has enabled and the account does not have yet. The type may be one we do not know. */
export const FactorToEnroll = t.readonly(t.exact(t.type({ factorType: t.string })), 'FactorToEnroll')
export type FactorToEnroll = t.TypeOf<typeof FactorToEnroll>

export const FactorsToEnroll = t.readonlyArray(FactorToEnroll, 'FactorsToEnroll')

/** With every call: `signal` takes it back. */
export interface DirectoryCallOptions {
  readonly signal?: AbortSignal
}

/**
 * The factors of the signed-in account: what it has, what it may add, and the way to take one off.
 * Beside the machine, not part of it: a settings page shows the list, and an enrollment adds to it.
 *
 * Each function gives a `TaskEither`: a function that gives a promise of a Left or a Right. None of them
 * is retried; reading may be repeated at will, `resetFactor` after a look at the list.
 *
 * @example
 * const listed = await directory.listEnrolledFactors()()
 * if (listed._tag === 'Right') show(listed.right)
 */
export interface FactorDirectory {
  /** What the account has. Unknown types (`PASSKEY`) are listed, too. */
  readonly listEnrolledFactors: (
    options?: DirectoryCallOptions,
  ) => TaskEither<ServiceError, readonly EnrolledFactor[]>
  /** What the account may add: the choices of a settings page. */
  readonly listFactorsToEnroll: (
    options?: DirectoryCallOptions,
  ) => TaskEither<ServiceError, readonly FactorToEnroll[]>
  /** One factor by its id; `notFound` if the account has none such. */
  readonly getFactor: (
    factorId: string,
    options?: DirectoryCallOptions,
  ) => TaskEither<ServiceError, EnrolledFactor>
  /**
   * Takes a factor off the account; Right only if the server said so. After an error that `removalMayHaveWorked`,
   * look at the list before you try again.
   */
  readonly resetFactor: (factorId: string, options?: DirectoryCallOptions) => TaskEither<ServiceError, void>
}
