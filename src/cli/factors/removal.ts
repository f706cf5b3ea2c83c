import * as E from '#fp-ts/Either'
import {
  removalMayHaveWorked,
  type EnrolledFactor,
  type FactorDirectory,
  type ServiceError,
} from '../../../machines/index.ts'

/**
 * What became of a factor that was to go.
 *
 * - `removed`: the service said so.
 * - `gone`: it said something else, but the list shows the factor no more.
 * - `refused`: nothing was changed.
 * - `stillThere`: it did not say that it worked, and the list still shows it.
 * - `unknown`: neither answer nor list could be had.
 */
export type Removal =
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'gone' | 'refused' | 'stillThere' | 'unknown'; readonly error: ServiceError }

export interface Looking {
  readonly wait: (ms: number) => Promise<void>
  /** The service did not say that it worked, and the list is asked. */
  readonly onLooking: () => void
}

/** A reset that is late may still take effect. */
const looksAfterMs = [0, 1_000, 2_000] as const

/** What the list says of a factor after an answer that is no success. */
const lookForFactor = async (
  directory: Pick<FactorDirectory, 'listEnrolledFactors'>,
  factorId: string,
  error: ServiceError,
  { wait, onLooking }: Looking,
): Promise<Removal> => {
  if (!removalMayHaveWorked(error)) return { outcome: 'refused', error }
  onLooking()
  let last: E.Either<ServiceError, readonly EnrolledFactor[]> | null = null
  for (const ms of looksAfterMs) {
    if (ms > 0) await wait(ms)
    last = await directory.listEnrolledFactors()()
    const isGone = E.isRight(last) && !last.right.some((factor) => factor.factorId === factorId)
    if (isGone) return { outcome: 'gone', error }
  }
  return { outcome: last !== null && E.isRight(last) ? 'stillThere' : 'unknown', error }
}

/** Takes a factor off the account, and finds out what became of it. */
export const removeFactor = async (
  directory: FactorDirectory,
  factorId: string,
  looking: Looking,
): Promise<Removal> => {
  const reset = await directory.resetFactor(factorId)()
  return E.isRight(reset) ? { outcome: 'removed' } : lookForFactor(directory, factorId, reset.left, looking)
}
