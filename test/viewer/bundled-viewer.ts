import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface ViewerFile {
  readonly type: string
  readonly content: Uint8Array
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  html: 'text/html; charset=utf-8',
}
const typeOf = (name: string): string => types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain'

/** The files of the viewer by name, as the build makes them. */
export const bundledViewer = async (): Promise<ReadonlyMap<string, ViewerFile>> => {
  const folder = mkdtempSync(join(tmpdir(), 'viewer-'))
  try {
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/viewer/build/bundle.ts', folder])
    return new Map(
      readdirSync(folder).map((name) => [
        name,
        { type: typeOf(name), content: readFileSync(join(folder, name)) },
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
