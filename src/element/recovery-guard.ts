import { createPrintSheet } from './parts/keep-recovery-code.ts'

/**
 * Guards the recovery code while it is on show: the browser asks before the page is left, and whatever way the page
 * is printed, the code's own sheet is what comes out. Nobody listens while there is none: a listener for leaving
 * alone makes going back slower in some browsers.
 *
 * @returns takes the text of the sheet, or null when the code is not on show any more.
 */
export const createRecoveryGuard = (): ((text: (() => string) | null) => void) => {
  let sheetText: (() => string) | null = null
  let guarding: AbortController | null = null
  const sheet = createPrintSheet()
  return (text) => {
    sheetText = text
    if ((text !== null) === (guarding !== null)) return
    guarding?.abort()
    sheet.remove()
    guarding = text === null ? null : new AbortController()
    if (guarding === null) return
    const { signal } = guarding
    window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal })
    window.addEventListener('beforeprint', () => sheetText && sheet.show(sheetText()), { signal })
    window.addEventListener('afterprint', sheet.remove, { signal })
  }
}
