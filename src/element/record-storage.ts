import type { Enrollment } from '../live/index.ts'

/**
 * The record of an enrollment in `sessionStorage`, so that a reload can say what has to be asked anew. It is the
 * one without secrets and contact data. A storage that is full or forbidden only means that nothing is kept.
 */
const withStorage = <A>(use: (storage: Storage) => A): A | null => {
  try {
    return use(sessionStorage)
  } catch {
    return null
  }
}

const isWorthKeeping = (enrollment: Enrollment): boolean => {
  const { state } = enrollment.view()
  return state !== 'idle' && state !== 'done' && state !== 'cancelled'
}

/** The record of an enrollment that is under way or over; null before its first command. */
export const recordOf = (enrollment: Enrollment): unknown => {
  if (enrollment.view().state === 'idle') return null
  try {
    return enrollment.persist()
  } catch {
    // A machine that broke has no record, and starts anew.
    return null
  }
}

/** Keeps the record while the enrollment is under way. */
export const writeRecord = (key: string, enrollment: Enrollment): void => {
  withStorage((storage) =>
    isWorthKeeping(enrollment)
      ? storage.setItem(key, JSON.stringify(enrollment.persist()))
      : storage.removeItem(key),
  )
}

/** The record that was kept, unread; null if there is none. */
export const readRecord = (key: string): unknown =>
  withStorage((storage): unknown => {
    const stored = storage.getItem(key)
    return stored === null ? null : JSON.parse(stored)
  })
