import type { ServerResponse } from 'node:http'
import { markedPage } from '../loopback/marked-page.ts'
import { framedHeaders, framingHeaders } from '../loopback/security-headers.ts'
import { answerFile, type StaticFiles } from '../loopback/static-files.ts'

/** What there is to show. */
export interface PageFiles {
  readonly page: StaticFiles
  /** The viewer of enrollments, for a frame in the page; null where nobody inspects. */
  readonly viewer: StaticFiles | null
}

interface Shown extends PageFiles {
  /** Enrollments run at the server. */
  readonly hasEnrollments: boolean
}

const viewerFolder = '/viewer/'

/**
 * Answers with a file, if there is one by that path. While somebody inspects, the page is told so (`data-inspect`)
 * and may have a frame, with the viewer at `/viewer/` in it; otherwise neither is there. It is told as well where
 * its enrollments are at the server (`data-server`).
 */
export const createPageAnswer = ({ page: asBuilt, viewer, hasEnrollments }: Shown) => {
  const page = hasEnrollments ? markedPage(asBuilt, { server: '' }) : asBuilt
  if (viewer === null)
    return (path: string, outgoing: ServerResponse): boolean => answerFile(page, path, outgoing)
  const inspectedPage = markedPage(page, { inspect: '' })
  return (path: string, outgoing: ServerResponse): boolean => {
    const isFramed = path.startsWith(viewerFolder)
    outgoing.setHeaders(new Map(Object.entries(isFramed ? framedHeaders : framingHeaders)))
    return isFramed
      ? answerFile(viewer, path.slice(viewerFolder.length - 1), outgoing)
      : answerFile(inspectedPage, path, outgoing)
  }
}
