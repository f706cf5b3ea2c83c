/**
 * Calls when a page may have a connection again: it is back online, or seen again after a sleep. Where there is no
 * page, never. Gives the way to stop.
 */
export const whenBack = (back: () => void): (() => void) => {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => undefined
  const watching = new AbortController()
  const { signal } = watching
  window.addEventListener('online', back, { signal })
  window.addEventListener('pageshow', back, { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && back(), {
    signal,
  })
  return () => watching.abort()
}
