import { UnreadableEnrollmentError } from './rows.ts'

const messageOf = (cause: unknown, otherwise: string): string =>
  cause instanceof Error ? cause.message : otherwise

/** What goes wrong beside the enrollments: told to the host once, not with each attempt, and kept for `health`. */
export const createReports = (onDefect: ((defect: unknown) => void) | undefined) => {
  let storeFailure: string | null = null
  let unreadable: string | null = null

  const report = (cause: unknown) => {
    try {
      onDefect?.(cause)
    } catch {
      // A reporter with a defect of its own must not take the engine with it.
    }
  }

  return {
    report,
    /** The store, or what stands in it. */
    failed: (cause: unknown): void => {
      const said = messageOf(cause, 'The store failed')
      const isUnreadable = cause instanceof UnreadableEnrollmentError
      if (said !== (isUnreadable ? unreadable : storeFailure)) report(cause)
      if (isUnreadable) unreadable = said
      else storeFailure = said
    },
    storeWorks: (): void => {
      storeFailure = null
    },
    health: () => ({ storeFailure, unreadable }),
  }
}
