import { createPrintSheet } from './print-sheet.ts'

const warn = (event: BeforeUnloadEvent) => {
  event.preventDefault()
  // Chromium before 119 asks for a value.
  // oxlint-disable-next-line typescript/no-deprecated
  event.returnValue = true
}

/** What is printed in place of the page; null leaves the page as it is. */
export type SheetText = () => string | null

/**
 * Guards the recovery code while it is on show: the browser asks before the page is left, and whatever way the page
 * is printed, the code's own sheet is what comes out. Nobody listens while there is none: a listener for leaving
 * alone makes going back slower in some browsers.
 *
 * @returns takes the text of the sheet, or null when the code is not on show any more.
 */
export const createRecoveryGuard = (): ((text: SheetText | null) => void) => {
  let sheetText: SheetText | null = null
  let guarding: AbortController | null = null
  const sheet = createPrintSheet()
  const showSheet = () => {
    const text = sheetText?.() ?? null
    if (text !== null) sheet.show(text)
  }
  return (text) => {
    sheetText = text
    if ((text !== null) === (guarding !== null)) return
    guarding?.abort()
    sheet.remove()
    guarding = text === null ? null : new AbortController()
    if (guarding === null) return
    const { signal } = guarding
    window.addEventListener('beforeunload', warn, { signal })
    window.addEventListener('beforeprint', showSheet, { signal })
    window.addEventListener('afterprint', sheet.remove, { signal })
  }
}
