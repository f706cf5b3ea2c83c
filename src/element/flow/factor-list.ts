import type { EnrolledFactor, FactorDirectory, FactorType, ServiceError } from '../../../machines/index.ts'
import { FactorType as FactorTypeCodec } from '../../../machines/index.ts'

/** What is known of the account's factors. */
export type FactorListState =
  | { readonly status: 'none' | 'loading' }
  | { readonly status: 'failed'; readonly error: ServiceError['_tag'] }
  | {
      readonly status: 'ready'
      readonly enrolled: readonly EnrolledFactor[]
      /** What the account may add, of the types this element knows. */
      readonly choices: readonly FactorType[]
    }

/** A removal that was asked for: to be confirmed, under way, or failed. */
export interface Removal {
  readonly factor: EnrolledFactor
  readonly status: 'asking' | 'working'
}

export interface FactorList {
  readonly state: () => FactorListState
  readonly removal: () => Removal | null
  readonly error: () => ServiceError['_tag'] | null
  /** Reads the list, if there is a directory; what was read before stays on show meanwhile. */
  readonly load: (directory: FactorDirectory | null) => Promise<void>
  /** What was read is not true any more: nothing of it is shown until it has been read anew. */
  readonly forget: () => void
  readonly askRemoval: (factor: EnrolledFactor | null) => void
  /** Removes what was asked for; true if the server said so. */
  readonly remove: (directory: FactorDirectory) => Promise<boolean>
  readonly leave: () => void
}

/** The account's factors, as a settings page lists them. Reads at will; removes only what was confirmed. */
export const createFactorList = (changed: () => void): FactorList => {
  let state: FactorListState = { status: 'none' }
  let removal: Removal | null = null
  let error: ServiceError['_tag'] | null = null
  let reading = new AbortController()

  const show = (next: FactorListState) => {
    state = next
    changed()
  }

  const load = async (directory: FactorDirectory | null) => {
    reading.abort()
    reading = new AbortController()
    const { signal } = reading
    if (directory === null) return show({ status: 'none' })
    if (state.status !== 'ready') show({ status: 'loading' })
    const [enrolled, choices] = await Promise.all([
      directory.listEnrolledFactors({ signal })(),
      directory.listFactorsToEnroll({ signal })(),
    ])
    // Something newer is being read, or the element has gone.
    if (signal.aborted) return
    if (enrolled._tag === 'Left') return show({ status: 'failed', error: enrolled.left._tag })
    if (choices._tag === 'Left') return show({ status: 'failed', error: choices.left._tag })
    show({
      status: 'ready',
      enrolled: enrolled.right,
      choices: choices.right.map(({ factorType }) => factorType).filter(FactorTypeCodec.is),
    })
  }

  return {
    state: () => state,
    removal: () => removal,
    error: () => error,
    load,
    forget: () => {
      reading.abort()
      if (state.status !== 'none') show({ status: 'loading' })
    },
    askRemoval: (factor) => {
      if (removal?.status === 'working') return
      removal = factor && { factor, status: 'asking' }
      error = null
      changed()
    },
    remove: async (directory) => {
      if (removal === null || removal.status === 'working') return false
      const { factor } = removal
      removal = { factor, status: 'working' }
      changed()
      const reset = await directory.resetFactor(factor.factorId)()
      removal = null
      error = reset._tag === 'Left' ? reset.left._tag : null
      // After a failure as well: it may have been removed all the same.
      await load(directory)
      return reset._tag === 'Right'
    },
    leave: () => reading.abort(),
  }
}
