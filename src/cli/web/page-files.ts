import { fileURLToPath } from 'node:url'
import { readStaticFiles, type StaticFiles } from '../loopback/static-files.ts'

/** The page as `npm run build` leaves it: beside `dist/src/`, and in `dist/` above a checkout's `src/`. */
export const pageFiles = (): StaticFiles | null => {
  for (const folder of ['../../../page/', '../../../dist/page/']) {
    const files = readStaticFiles(fileURLToPath(new URL(folder, import.meta.url)))
    if (files?.has('/index.html') === true) return files
  }
  return null
}
