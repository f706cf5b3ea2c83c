import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export type SourceFile = { readonly path: string; readonly text: string }

/** Reads every TypeScript file of ours below the folders, paths from the root of the project. */
export const readSourceFiles = (...folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      // A workspace has packages of its own.
      .filter((path) => !path.includes('/node_modules/'))
      .toSorted()
      .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
  )

// Statements begin a line (oxfmt sees to it), so an example in a comment is not taken for one.
const statements = /^(?:import|export)\b[^'"`]*?\bfrom\s*(['"])(?<specifier>[^'"]+)\1/gm
const sideEffects = /^import\s*(['"])(?<specifier>[^'"]+)\1/gm
const calls = /\bimport\(\s*(['"])(?<specifier>[^'"]+)\1/g

/** What a file imports or exports from, types included: its specifiers as they are written. */
export const specifiersIn = (text: string): readonly string[] =>
  [statements, sideEffects, calls].flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ groups }) => groups?.['specifier'] ?? []),
  )

/** What a file imports: our own files as paths from the root, everything else as it is written. */
export const importsOf = ({ path, text }: SourceFile): readonly string[] =>
  specifiersIn(text).map((specifier) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  )
