import type { StaticFiles } from './static-files.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/** The same files, with `data-` attributes on the `<html>` of the page, by which its server tells its script something. */
export const markedPage = (files: StaticFiles, data: Readonly<Record<string, string>>): StaticFiles => {
  const page = new TextDecoder().decode(files.get('/index.html')?.body)
  const marks = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`)
  const body = new TextEncoder().encode(page.replace('<html', () => `<html${marks.join('')}`))
  return new Map([...files, ['/index.html', { type: 'text/html; charset=utf-8', body }]])
}
