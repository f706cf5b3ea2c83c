/**
 * Calls back when what is on show may be out of date: the page is shown again, the pointer or the page's language
 * is another one. Gives the way to stop.
 */
export const watchPage = (changed: () => void): (() => void) => {
  const watching = new AbortController()
  const { signal } = watching
  document.addEventListener('visibilitychange', changed, { signal })
  window.addEventListener('pageshow', changed, { signal })
  matchMedia('(pointer: coarse)').addEventListener('change', changed, { signal })
  const language = new MutationObserver(changed)
  language.observe(document.documentElement, { attributeFilter: ['lang'] })
  return () => {
    watching.abort()
    language.disconnect()
  }
}
