import { UnreadableEnrollmentError } from './rows.ts'

const messageOf = (cause: unknown, otherwise: string): string =>
  cause instanceof Error ? cause.message : otherwise

/** What goes wrong beside the enrollments: told to the host once, not with each attempt, and kept for `health`. */
export const createReports = (onDefect: ((defect: unknown) => void) | undefined) => {
  /** Of what an enrollment waits for: it is written again, by this engine or the next one that takes it over. */
  let writeFailure: string | null = null
  /** Of looking what is due, and what others did: tried again and again. */
  let lookFailure: string | null = null
  let unreadable: string | null = null

  const report = (cause: unknown) => {
    try {
      onDefect?.(cause)
    } catch {
      // A reporter with a defect of its own must not take the engine with it.
    }
  }

  /** Told once, however many hear of it. */
  const tell = (cause: unknown): string => {
    const said = messageOf(cause, 'The store failed')
    const told = cause instanceof UnreadableEnrollmentError ? [unreadable] : [writeFailure, lookFailure]
    if (!told.includes(said)) report(cause)
    if (cause instanceof UnreadableEnrollmentError) unreadable = said
    return said
  }

  return {
    report,
    /** The store, or what stands in it. */
    failed: (cause: unknown): void => {
      const said = tell(cause)
      if (!(cause instanceof UnreadableEnrollmentError)) writeFailure = said
    },
    /** The same while looking, which `looked` puts an end to: a quiet engine may write nothing for hours. */
    failedToLook: (cause: unknown): void => {
      const said = tell(cause)
      if (!(cause instanceof UnreadableEnrollmentError)) lookFailure = said
    },
    looked: (): void => {
      lookFailure = null
    },
    storeWorks: (): void => {
      writeFailure = null
      lookFailure = null
    },
    health: () => ({ storeFailure: writeFailure ?? lookFailure, unreadable }),
  }
}
