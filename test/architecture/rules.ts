// The rules of the house, as functions from files to what breaks them. arrows.test.ts asks them of the tree,
// rules.test.ts of small examples that break each one.
import { builtinModules } from 'node:module'
import { importsOf, type SourceFile } from './source-files.ts'

type Rule = (files: readonly SourceFile[]) => readonly string[]

/** Which room may import from which. A room that is not named here may not exist. */
const arrows: Readonly<Record<string, readonly string[] | 'any'>> = {
  machines: [],
  'src/index.ts': ['machines', 'src/live', 'src/view', 'src/audit'],
  // Strict JSON, for whatever reads what others wrote.
  'src/json': [],
  'src/view': ['machines', 'src/json'],
  'src/audit': ['machines', 'src/view'],
  'src/genauth': ['machines', 'src/json'],
  'src/live': ['machines', 'src/view', 'src/audit'],
  'src/durable': ['machines', 'src/view', 'src/audit'],
  'src/inspect': ['machines', 'src/view', 'src/constant-time', 'src/build'],
  'src/viewer': ['machines', 'src/inspect', 'src/build'],
  'src/sandbox': ['machines', 'src/constant-time'],
  'src/server': ['machines', 'src/durable', 'src/view', 'src/audit', 'src/inspect', 'src/json'],
  'src/client': ['machines', 'src/view', 'src/live', 'src/json'],
  'src/restate': ['machines', 'src/durable', 'src/view', 'src/audit', 'src/json'],
  'src/testing': ['src/sandbox', 'src/live'],
  // What whoever serves something compares secrets with; for Node alone.
  'src/constant-time': [],
  // What the scripts of `npm run build` share; no part of the package.
  'src/build': [],
  // What both surfaces need of a page: the camera, the recovery code on paper, the record in storage.
  'src/photo': ['machines'],
  'src/recovery': [],
  'src/record': ['src/live'],
  'src/react': ['machines', 'src/live', 'src/client', 'src/view', 'src/photo', 'src/recovery', 'src/record'],
  'src/element': [
    'machines',
    'src/live',
    'src/client',
    'src/view',
    'src/photo',
    'src/recovery',
    'src/record',
  ],
  'src/page': [
    'machines',
    'src/client',
    'src/live',
    'src/view',
    'src/genauth',
    'src/element',
    'src/inspect',
    'src/viewer',
    'src/build',
  ],
  'src/cli': 'any',
}

const isOurs = (imported: string) => /^(?:machines|src|test|docs)\//.test(imported)
const roomOf = (path: string) => (path.startsWith('src/') ? path.split('/', 2).join('/') : path.split('/')[0])

const eachImport = (
  files: readonly SourceFile[],
  offence: (importer: string, imported: string) => string | undefined,
): readonly string[] =>
  files.flatMap((file) => importsOf(file).flatMap((imported) => offence(file.path, imported) ?? []))

export const unnamedRooms: Rule = (files) =>
  files.filter(({ path }) => !((roomOf(path) ?? path) in arrows)).map(({ path }) => path)

export const forbiddenArrows: Rule = (files) =>
  eachImport(files, (importer, imported) => {
    const [from, to] = [roomOf(importer) ?? '', roomOf(imported) ?? '']
    const allowed = arrows[from] ?? []
    if (!isOurs(imported) || from === to || allowed === 'any' || allowed.includes(to)) return undefined
    return `${importer} imports ${imported}`
  })

export const bypassedEntries: Rule = (files) =>
  eachImport(files, (importer, imported) => {
    const room = roomOf(imported)
    if (!isOurs(imported) || roomOf(importer) === room) return undefined
    // What of a room only Node can run, only who speaks HTTP needs, or only other hosts do, has an entry of its own.
    const entries = [room, ...['', 'node/', 'json/', 'host/'].map((part) => `${room}/${part}index.ts`)]
    return entries.includes(imported) ? undefined : `${importer} imports ${imported}`
  })

export const cycles: Rule = (files) => {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]))
  const finished = new Set<string>()
  const walk = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' → ')]
    if (finished.has(path)) return []
    const found = (imports.get(path) ?? []).flatMap((next) => walk(next, [...trail, path]))
    finished.add(path)
    return found
  }
  return files.flatMap(({ path }) => walk(path, []))
}

const isPackage = (name: RegExp) => (imported: string) =>
  name.test(imported.replace(/^(@[^/]+\/)?([^/]+).*$/, '$1$2'))
const isBuiltin = (imported: string) => imported.startsWith('node:') || builtinModules.includes(imported)

const packageRooms: readonly {
  readonly is: (imported: string) => boolean
  readonly allowedIn: RegExp | null
}[] = [
  {
    is: isBuiltin,
    allowedIn:
      /^src\/(?:cli\/|sandbox\/|constant-time\/|build\/|page\/build\/|inspect\/(?:node|v4\/build)\/|viewer\/build\/|durable\/(?:sqlite|sealing)|restate\/endpoint\/|server\/start)/,
  },
  { is: isPackage(/^(?:libsql|better-sqlite3)$/), allowedIn: /^src\/(?:durable\/sqlite|cli\/serve)\// },
  { is: isPackage(/^(?:pg|@types\/pg)$/), allowedIn: /^src\/(?:durable\/postgres|cli\/serve)\// },
  { is: isPackage(/^jose$/), allowedIn: /^src\/(?:server\/authentication|sandbox)\// },
  { is: isPackage(/^(?:prom-client|@opentelemetry\/api)$/), allowedIn: /^src\/server\/observability\// },
  { is: isPackage(/^rate-limiter-flexible$/), allowedIn: /^src\/server\/limits\// },
  { is: isPackage(/^pino$/), allowedIn: /^src\/cli\/serve\// },
  { is: isPackage(/^@restatedev\/.+$/), allowedIn: /^src\/restate\// },
  { is: isPackage(/^ky$/), allowedIn: /^src\/genauth\// },
  { is: isPackage(/^lit$/), allowedIn: /^src\/(?:element|page)\// },
  { is: isPackage(/^react(?:-dom)?$/), allowedIn: /^src\/react\// },
  { is: isPackage(/^(?:hono|@hono\/.+)$/), allowedIn: /^src\/(?:sandbox|server|cli\/(?:web|serve))\// },
  {
    is: isPackage(/^(?:xstate|@xstate\/.+)$/),
    allowedIn: /^(?:machines|src\/(?:live|durable|inspect|restate|react|element|cli))\//,
  },
  // Beside it `xstate` is XState 4.
  { is: isPackage(/^@xstate\/inspect$/), allowedIn: /^src\/inspect\/v4\// },
  { is: isPackage(/^ws$/), allowedIn: /^src\/inspect\/(?:node|v4)\// },
  // `fp-ts/Either` typechecks and then fails in Node; '#fp-ts/Either' serves Node and bundlers.
  { is: isPackage(/^fp-ts$/), allowedIn: null },
]

export const strayPackages: Rule = (files) =>
  eachImport(files, (importer, imported) =>
    packageRooms.some(({ is, allowedIn }) => is(imported) && !allowedIn?.test(importer))
      ? `${importer} imports ${imported}`
      : undefined,
  )

export const longFiles: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > 300 ? [`${path} has ${lines} lines`] : []
  })

export const vagueNames: Rule = (files) =>
  files
    .filter(({ path }) => /(?:^|[/-])(?:utils?|helpers?|common)(?:[/.-])/i.test(path))
    .map(({ path }) => path)

export const typeEscapes: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(/\bas any\b|<any>|@ts-(?:ignore|expect-error|nocheck)/g)].map(
      ([escape]) => `${path}: ${escape}`,
    ),
  )

/** An entry file says what a room offers, and nothing else. */
export const entriesWithCode: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith('/index.ts'))
    .filter(({ text }) => {
      const withoutComments = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
      return withoutComments.replace(/^export\s[^'"`=]*?\sfrom\s+'[^']+'$/gm, '').trim() !== ''
    })
    .map(({ path }) => path)
