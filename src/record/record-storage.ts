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

const writeRecord = (key: string, enrollment: Enrollment): void => {
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

/**
 * Keeps the record while the enrollment is under way, and removes it when there is nothing to go on from.
 *
 * @returns what ends that; what is kept then stays.
 */
export const keepRecord = (key: string, enrollment: Enrollment): (() => void) => {
  // A page that goes breaks its requests off, which is no answer: the record stays as it was before.
  let isLeaving = false
  const keep = () => {
    if (!isLeaving) writeRecord(key, enrollment)
  }
  const watching = new AbortController()
  const { signal } = watching
  window.addEventListener('pagehide', () => (isLeaving = true), { signal })
  // Gone back to, and as it was.
  window.addEventListener(
    'pageshow',
    () => {
      isLeaving = false
      keep()
    },
    { signal },
  )
  const stopListening = enrollment.subscribe(keep)
  keep()
  return () => {
    watching.abort()
    stopListening()
  }
}
