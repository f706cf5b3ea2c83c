import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as t from 'io-ts'

/** What a bundle says of itself, as esbuild's metafile has it. */
export interface ThirdParty {
  /** The folder from which the paths of `outputs` go. */
  readonly root: string
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >
  /** What of a package comes without a file of its own, and is under another one's license. */
  readonly licensedAs?: Readonly<Record<string, string>>
}

interface Section {
  readonly title: string
  readonly text: string
}

const Manifest = t.type({ name: t.string, version: t.string, license: t.string })

/** They ask for their text to go along, and for nothing else that a bundle does not do. */
const known: readonly string[] = ['MIT', 'BSD-3-Clause', 'Apache-2.0']

const licenseFile = /^(?:licen[cs]e|copying)(?:\.|$)/i

const packageAt = (folder: string) => {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!Manifest.is(manifest)) throw new Error(`${folder} has no name, version or license`)
  const file = readdirSync(folder).find((entry) => licenseFile.test(entry))
  return { ...manifest, text: file === undefined ? null : readFileSync(join(folder, file), 'utf8') }
}

const packageSections = (folders: readonly string[], licensedAs: Readonly<Record<string, string>>) => {
  const packages = folders.map(packageAt)
  return packages.map(({ name, version, license, text }): Section => {
    const found = text ?? packages.find((other) => other.name === licensedAs[name])?.text ?? null
    if (!known.includes(license) || found === null)
      throw new Error(`The license of ${name} must be looked at before it is bundled`)
    return { title: `${name} ${version} (${license})`, text: found }
  })
}

/** Packages hold code of others, which says so in a comment alone: `/*! … *\/`, or `//! name | (c) holder | license`. */
const noticesWithin = (files: readonly string[]): readonly Section[] => {
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const blocks = [...text.matchAll(/^\/\*!([^]*?)\*\//gm)].map(([, words = '']) => words)
    const lines = text.match(/^\/\/! .*\(c\).*$/gm) ?? []
    return [...blocks.filter((words) => /copyright/i.test(words)), ...lines]
  })
  const texts = new Set(found.map((words) => words.replace(/^[\s*]+|[\s*]+$|^\/\/! /g, '')))
  return texts.size === 0 ? [] : [{ title: 'Within these packages', text: [...texts].join('\n\n') }]
}

/**
 * The licenses of the packages that a bundle holds, as a text.
 *
 * @throws Error for a package whose license nobody has looked at, or that is not to be found.
 */
export const thirdPartyNotices = ({ root, outputs, licensedAs = {} }: ThirdParty): string => {
  const held = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  )
  const files = [...new Set(held.filter((path) => path.includes('node_modules/')))].map((path) =>
    join(root, path),
  )
  const folders = files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  const packages = packageSections([...new Set(folders)], licensedAs).toSorted((a, b) =>
    a.title < b.title ? -1 : 1,
  )
  return [
    '# Third-party notices',
    'The scripts beside this file hold code of these packages.',
    ...[...packages, ...noticesWithin(files)].map(({ title, text }) => `## ${title}\n\n${text.trim()}`),
    '',
  ].join('\n\n')
}
