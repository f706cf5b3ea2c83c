/** Hears the id of an enrollment. */
export type ChangeListener = (enrollmentId: string) => void

/** Who wants to hear of the enrollments that this process changes. */
export const createChanges = () => {
  const listeners = new Set<ChangeListener>()
  return {
    tell: (enrollmentId: string): void => {
      for (const listener of listeners) listener(enrollmentId)
    },
    /** Gives the way to stop listening. */
    listen: (listener: ChangeListener): (() => void) => {
      // The same function may be given twice.
      const mine: ChangeListener = (enrollmentId) => listener(enrollmentId)
      listeners.add(mine)
      return () => void listeners.delete(mine)
    },
  }
}
