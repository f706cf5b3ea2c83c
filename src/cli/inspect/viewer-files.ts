import { fileURLToPath } from 'node:url'
import { encodeFrame, encodeHeader, type Recording } from '../../inspect/index.ts'
import { markedPage } from '../loopback/marked-page.ts'
import { readStaticFiles, type StaticFiles } from '../loopback/static-files.ts'

/** The viewer as `npm run build` leaves it: beside `dist/src/`, and in `dist/` above a checkout's `src/`. */
export const viewerFiles = (): StaticFiles | null => {
  for (const folder of ['../../../viewer/', '../../../dist/viewer/']) {
    const files = readStaticFiles(fileURLToPath(new URL(folder, import.meta.url)))
    if (files?.has('/index.html') === true) return files
  }
  return null
}

/**
 * The viewer of one recording: its page names the recording, and finds it beside itself, at `recording`. What was
 * read is written anew, so nothing that a frame does not name gets into a page; how much was left out stands on it.
 */
export const withRecording = (
  files: StaticFiles,
  name: string,
  { header, frames, omitted }: Pick<Recording, 'header' | 'frames' | 'omitted'>,
): StaticFiles => {
  const recording = [encodeHeader(header.package), ...frames.map(encodeFrame)].join('')
  return new Map([
    ...markedPage(files, {
      channel: 'none',
      recording: name,
      ...(omitted > 0 && { omitted: String(omitted) }),
    }),
    [
      '/recording',
      { type: 'application/x-ndjson; charset=utf-8', body: new TextEncoder().encode(recording) },
    ],
  ])
}

/** The viewer that stands in a page as a frame, and hears of that page's enrollments. */
export const withinPage = (files: StaticFiles): StaticFiles => markedPage(files, { channel: 'page' })
