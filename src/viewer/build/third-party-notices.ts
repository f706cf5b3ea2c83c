import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as t from 'io-ts'

const Manifest = t.type({ name: t.string, version: t.string, license: t.string })

const sectionOf = (folder: string): string => {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (!Manifest.is(manifest) || manifest.license !== 'MIT' || file === undefined)
    throw new Error(`The license in ${folder} must be looked at before it is bundled`)
  return `## ${manifest.name} ${manifest.version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}

/**
 * The licenses of the packages that a bundle holds, as a page.
 *
 * @param inputs the files that went into the bundle, from `root`
 * @throws Error for a package whose license is another than MIT: somebody has to look at it.
 */
export const thirdPartyNotices = (root: string, inputs: readonly string[]): string => {
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  const sections = [...new Set(folders)].toSorted().map((folder) => sectionOf(join(root, folder)))
  return [
    '# Third-party notices\n\nThe scripts beside this file hold code of these packages.\n',
    ...sections,
  ].join('\n')
}
