import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folderOf = (input: string): string | null =>
  /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? null

const noticeOf = (folder: string): string => {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const told = (field: string): string => {
    const value: unknown =
      typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, field) : ''
    return typeof value === 'string' ? value : ''
  }
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)(?:\.|$)/i.test(name))
  const text =
    file === undefined ? `Licence: ${told('license')}` : readFileSync(join(folder, file), 'utf8').trim()
  return `${told('name')} ${told('version')} (${told('license')})\n\n${text}\n`
}

/** What a bundle carries of others inside: its one-line notices, `//! name | (c) holder | licence`. */
const noticesWithin = (inputs: readonly string[]): string => {
  const lines = inputs.flatMap((input) => readFileSync(input, 'utf8').match(/^\/\/! .*\(c\).*$/gm) ?? [])
  return [...new Set(lines)].map((line) => `${line.slice(4)}\n`).join('')
}

/**
 * The licences of everything that was bundled from other packages, as those licences ask for.
 *
 * @param inputs the files of a bundle, as esbuild's metafile names them.
 */
export const thirdPartyNotices = (inputs: readonly string[]): string => {
  const folders = [...new Set(inputs.flatMap((input) => folderOf(input) ?? []))].toSorted()
  const known = folders.filter((folder) => existsSync(join(folder, 'package.json')))
  const foreign = inputs.filter((input) => input.includes('node_modules/'))
  return [...known.map(noticeOf), noticesWithin(foreign)].join(`\n${'-'.repeat(78)}\n\n`)
}
