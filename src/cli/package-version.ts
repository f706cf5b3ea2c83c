import { readFileSync } from 'node:fs'
import * as t from 'io-ts'
import * as E from '#fp-ts/Either'

const Manifest = t.type({ version: t.string })

/** The version of this package. The manifest lies above `src/` in a checkout, and above `dist/` when built. */
export const packageVersion = (): string => {
  for (const up of ['../../package.json', '../../../package.json']) {
    const manifest = Manifest.decode(readJson(new URL(up, import.meta.url)))
    if (E.isRight(manifest)) return manifest.right.version
  }
  return 'unknown'
}

const readJson = (url: URL): unknown => {
  try {
    return JSON.parse(readFileSync(url, 'utf8'))
  } catch {
    return null
  }
}
