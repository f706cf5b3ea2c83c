import { printed, reporter } from '../../../machines/index.ts'
import { StoreError } from '../store/store-error.ts'
import { UnreadableEnrollmentError } from './rows.ts'
import { createUnreadables } from './unreadables.ts'

/** What a store is asked to do: one that is full reads on. */
export type StoreSide = 'reading' | 'writing'

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : 'The store failed')

/** What goes wrong beside the enrollments: told to the host once, not with each attempt, and kept for `health`. */
export const createReports = (onDefect: ((defect: unknown) => void) | undefined) => {
  const failures: Record<StoreSide, string | null> = { reading: null, writing: null }
  /** What was told of since it last worked: one outage may show itself in several ways, and in turn. */
  const told: Record<StoreSide, Set<string>> = { reading: new Set(), writing: new Set() }
  let lastDefect: string | null = null
  const unreadables = createUnreadables()
  /** What failed is passed on, and may come by more than one way. */
  const heard = new WeakSet<Error>()

  const report = reporter(onDefect, printed('something failed'))

  return {
    report,
    /** The store if a side is given, what stands in it, or a defect. */
    failed: (cause: unknown, side?: StoreSide): void => {
      if (cause instanceof Error) {
        if (heard.has(cause)) return
        heard.add(cause)
      }
      if (cause instanceof UnreadableEnrollmentError) {
        if (unreadables.add(cause)) report(cause)
        return
      }
      const said = messageOf(cause)
      const isKnown = told.reading.has(said) || told.writing.has(said) || said === lastDefect
      if (side !== undefined || cause instanceof StoreError) {
        failures[side ?? 'reading'] = said
        told[side ?? 'reading'].add(said)
      } else lastDefect = said
      if (!isKnown) report(cause)
    },
    /** Without a side: all of it. */
    storeWorks: (side?: StoreSide): void => {
      const sides: readonly StoreSide[] = side === undefined ? ['reading', 'writing'] : [side]
      for (const one of sides) {
        failures[one] = null
        told[one].clear()
      }
    },
    /** Whether it was found lately that the store cannot be written. */
    cannotWrite: (): boolean => failures.writing !== null,
    /** An enrollment was opened, erased, or is not there. */
    readable: unreadables.remove,
    health: () => ({
      storeFailure: failures.writing ?? failures.reading,
      unreadable: unreadables.last(),
    }),
  }
}
export type Reports = ReturnType<typeof createReports>
