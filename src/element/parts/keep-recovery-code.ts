/** Saves a text as a file. It never leaves the page: the address is one of the page's own memory, and is taken back. */
export const downloadText = (name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Not at once: some browsers begin to read it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

const printIn = (frame: HTMLIFrameElement, title: string, text: string): void => {
  const { contentDocument, contentWindow } = frame
  if (contentDocument === null || contentWindow === null) return frame.remove()
  contentDocument.title = title
  const page = contentDocument.createElement('pre')
  page.textContent = text
  Object.assign(page.style, { font: '16px/1.6 monospace', whiteSpace: 'pre-wrap' })
  contentDocument.body.append(page)
  contentWindow.addEventListener('afterprint', () => frame.remove(), { once: true })
  contentWindow.print()
}

/** Prints a text alone on a page, by a frame that is gone afterwards. */
export const printText = (title: string, text: string): void => {
  const frame = document.createElement('iframe')
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  // By CSSOM, which a strict Content-Security-Policy allows; not `display: none`, for some browsers print nothing then.
  Object.assign(frame.style, { position: 'fixed', inlineSize: '0', blockSize: '0', border: '0' })
  // Some browsers put the frame's own empty page in place a moment later, and what was written before is lost.
  frame.addEventListener('load', () => printIn(frame, title, text), { once: true })
  document.body.append(frame)
}
