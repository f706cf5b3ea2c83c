import { fileURLToPath } from 'node:url'
import { encodeFrame, encodeHeader, type Recording } from '../../inspect/index.ts'
import { readStaticFiles, type StaticFiles } from '../loopback/static-files.ts'

/** The viewer as `npm run build` leaves it: beside `dist/src/`, and in `dist/` above a checkout's `src/`. */
export const viewerFiles = (): StaticFiles | null => {
  for (const folder of ['../../../viewer/', '../../../dist/viewer/']) {
    const files = readStaticFiles(fileURLToPath(new URL(folder, import.meta.url)))
    if (files?.has('/index.html') === true) return files
  }
  return null
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/**
 * The viewer of one recording: its page names the recording, and finds it beside itself, at `recording`. What was
 * read is written anew, so nothing that a frame does not name gets into a page.
 */
export const withRecording = (
  files: StaticFiles,
  name: string,
  { header, frames }: Pick<Recording, 'header' | 'frames'>,
): StaticFiles => {
  const page = new TextDecoder().decode(files.get('/index.html')?.body)
  const marked = page.replace('<html', () => `<html data-channel="none" data-recording="${escaped(name)}"`)
  const recording = [encodeHeader(header.package), ...frames.map(encodeFrame)].join('')
  const encoder = new TextEncoder()
  return new Map([
    ...files,
    ['/index.html', { type: 'text/html; charset=utf-8', body: encoder.encode(marked) }],
    ['/recording', { type: 'application/x-ndjson; charset=utf-8', body: encoder.encode(recording) }],
  ])
}
