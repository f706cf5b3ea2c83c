import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { ServerResponse } from 'node:http'

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

/** Files by their path on the server: `/main.js`. */
export type StaticFiles = ReadonlyMap<string, { readonly type: string; readonly body: Uint8Array }>

/**
 * Reads the files of one folder once, and those of kinds that a page is made of alone. A request is looked up among
 * them and never on the disk, so no path leads out of the folder.
 *
 * @returns null where there is no such folder.
 */
export const readStaticFiles = (folder: string): StaticFiles | null => {
  try {
    const named = readdirSync(folder).flatMap((name) => {
      const type = mediaTypes[extname(name)]
      return type === undefined
        ? []
        : [[`/${name}`, { type, body: readFileSync(join(folder, name)) }] as const]
    })
    return new Map(named)
  } catch {
    return null
  }
}

/** Answers with a file, if there is one by that path; `/` is the page itself. */
export const answerFile = (files: StaticFiles, path: string, outgoing: ServerResponse): boolean => {
  const file = files.get(path === '/' ? '/index.html' : path)
  if (file === undefined) return false
  outgoing.writeHead(200, { 'content-type': file.type, 'content-length': file.body.length }).end(file.body)
  return true
}
