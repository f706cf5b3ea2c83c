// By CSSOM, which a strict Content-Security-Policy allows. What the page itself says of its parts is overruled.
const onPaper = `
.mfa-recovery-sheet { display: none }
@media print {
  html, body { display: block !important; margin: 0 !important; background: #fff !important }
  body > :not(.mfa-recovery-sheet) { display: none !important }
  body > .mfa-recovery-sheet {
    display: block !important; margin: 0; padding: 1cm; color: #000; font: 12pt/1.6 monospace;
    white-space: pre-wrap; overflow-wrap: anywhere;
  }
}`

/** The one sheet that a printer gets instead of the page. */
export interface PrintSheet {
  readonly show: (text: string) => void
  readonly remove: () => void
}

/**
 * A text that is printed in place of the whole page. In the document itself and not in a frame, for the browsers of
 * some phones print the page around a frame; there from `beforeprint` to `afterprint` only.
 */
export const createPrintSheet = (): PrintSheet => {
  let sheet: HTMLElement | null = null
  let style: CSSStyleSheet | null = null
  const remove = () => {
    sheet?.remove()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => adopted !== style)
    sheet = style = null
  }
  return {
    remove,
    show: (text) => {
      remove()
      style = new CSSStyleSheet()
      style.replaceSync(onPaper)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
      sheet = document.createElement('pre')
      sheet.className = 'mfa-recovery-sheet'
      sheet.translate = false
      sheet.textContent = text
      document.body.append(sheet)
    },
  }
}
