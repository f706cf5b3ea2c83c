// A rule that cannot fail is no rule: each is shown what it must refuse, and what it must let pass.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as rules from './rules.ts'
import { importsOf, type SourceFile } from './source-files.ts'

const file = (path: string, ...lines: readonly string[]): SourceFile => ({
  path,
  text: `${lines.join('\n')}\n`,
})
const importing = (path: string, specifier: string) => file(path, `import { it } from '${specifier}'`)

const scan = suite('the scan for imports')

scan('finds types, side effects, re-exports, lists over several lines and calls', () => {
  const all = file(
    'src/view/a.ts',
    "import type { A } from './a-type.ts'",
    "import './side-effect.ts'",
    "import * as TE from '#fp-ts/TaskEither'",
    'import {',
    '  b,',
    "} from '../b.ts'",
    'export const flag = true',
    "export * from './c.ts'",
    "export type { D } from './d.ts'",
    "const e = await import('./e.ts')",
  )
  assert.equal(importsOf(all), [
    'src/view/a-type.ts',
    '#fp-ts/TaskEither',
    'src/b.ts',
    'src/view/c.ts',
    'src/view/d.ts',
    'src/view/side-effect.ts',
    'src/view/e.ts',
  ])
})

scan('takes no example in a comment for an import', () => {
  assert.equal(importsOf(file('src/a.ts', '/**', " * import { a } from 'b'", ' */', "// import 'c'")), [])
})

scan.run()

const refused = suite('the rules refuse')

refused('a room nobody named', () => {
  assert.equal(rules.unnamedRooms([file('src/stuff/a.ts'), file('src/loose.ts')]), [
    'src/stuff/a.ts',
    'src/loose.ts',
  ])
})

refused('an arrow that is not drawn', () => {
  for (const [path, specifier] of [
    ['machines/enrollment/a.ts', '../../src/view/index.ts'],
    ['src/view/a.ts', '../live/index.ts'],
    ['src/view/a.ts', '../audit/index.ts'],
    ['src/audit/a.ts', '../live/index.ts'],
    ['src/genauth/a.ts', '../view/index.ts'],
    ['src/sandbox/a.ts', '../cli/index.ts'],
    ['src/index.ts', './genauth/index.ts'],
    ['src/client/a.ts', '../genauth/index.ts'],
    ['src/live/a.ts', '../../test/a.ts'],
    ['src/photo/a.ts', '../react/index.ts'],
    ['src/react/a.ts', '../element/index.ts'],
    ['src/recovery/a.ts', '../view/index.ts'],
    ['src/record/a.ts', '../react/index.ts'],
    ['src/page/a.ts', '../sandbox/index.ts'],
    ['src/element/a.ts', '../page/index.ts'],
    ['src/genauth/a.ts', '../constant-time/index.ts'],
    ['src/constant-time/a.ts', '../../machines/index.ts'],
  ] as const) {
    assert.is(rules.forbiddenArrows([importing(path, specifier)]).length, 1, path)
  }
})

refused('an arrow that carries only types', () => {
  assert.is(
    rules.forbiddenArrows([file('src/view/a.ts', "import type { A } from '../live/index.ts'")]).length,
    1,
  )
})

refused('a way into a room past its entry', () => {
  for (const [path, specifier] of [
    ['src/view/a.ts', '../../machines/enrollment/time.ts'],
    ['src/view/a.ts', '../../machines/enrollment/index.ts'],
    ['src/cli/main.ts', '../sandbox/server.ts'],
    ['src/index.ts', './live/create.ts'],
    ['src/cli/main.ts', '../inspect/node/admission.ts'],
  ] as const) {
    assert.is(rules.bypassedEntries([importing(path, specifier)]).length, 1, specifier)
  }
})

refused('a circle of files, and say which', () => {
  const circle = [
    importing('machines/a.ts', './b.ts'),
    importing('machines/b.ts', './c.ts'),
    file('machines/c.ts', "import type { A } from './a.ts'"),
  ]
  assert.equal(rules.cycles(circle), ['machines/a.ts → machines/b.ts → machines/c.ts → machines/a.ts'])
})

refused('a package outside its rooms', () => {
  for (const [path, specifier] of [
    ['src/live/a.ts', 'ky'],
    ['src/genauth/a.ts', 'hono'],
    ['src/cli/a.ts', '@hono/node-server'],
    ['src/cli/loopback/a.ts', 'hono'],
    ['src/page/a.ts', 'node:fs'],
    ['src/view/a.ts', 'xstate'],
    ['src/genauth/a.ts', 'xstate/actors'],
    ['src/view/a.ts', '@xstate/react'],
    ['src/live/a.ts', 'node:crypto'],
    ['src/live/a.ts', 'fs/promises'],
    ['machines/a.ts', 'node:util'],
    ['src/durable/seal.ts', 'node:crypto'],
    ['src/durable/postgres/a.ts', 'node:net'],
    ['src/durable/engine/a.ts', 'libsql'],
    ['src/durable/postgres/a.ts', 'libsql'],
    ['src/durable/sqlite/a.ts', 'pg'],
    ['src/cli/a.ts', 'pg'],
    ['src/server/routes.ts', 'node:http'],
    ['src/react/a.ts', 'lit'],
    ['src/element/a.ts', 'react'],
    ['src/live/a.ts', 'react-dom/client'],
    ['src/view/a.ts', 'lit/directives/ref.js'],
    ['src/inspect/a.ts', '@xstate/inspect/lib/server.js'],
    ['src/cli/a.ts', '@xstate/inspect'],
    ['src/inspect/a.ts', 'ws'],
    ['src/cli/a.ts', 'ws'],
    ['src/inspect/a.ts', 'node:http'],
    ['src/inspect/v4/a.ts', 'node:http'],
    ['machines/a.ts', 'fp-ts/Either'],
    ['src/cli/a.ts', 'fp-ts'],
  ] as const) {
    assert.is(rules.strayPackages([importing(path, specifier)]).length, 1, `${path} ${specifier}`)
  }
})

refused('a file of 301 lines', () => {
  assert.is(rules.longFiles([file('src/a.ts', ...Array.from({ length: 301 }, () => '//'))]).length, 1)
})

refused('a name that says nothing', () => {
  const paths = [
    'src/utils.ts',
    'src/live/helpers/a.ts',
    'src/common/a.ts',
    'machines/date-helper.ts',
    'src/util/a.ts',
  ]
  assert.equal(rules.vagueNames(paths.map((path) => file(path))), paths)
})

refused('an escape from the type checker', () => {
  const escapes = ['const a = b as any', '// @ts-ignore', '// @ts-expect-error: later', '// @ts-nocheck']
  for (const line of escapes) assert.is(rules.typeEscapes([file('src/a.ts', line)]).length, 1, line)
})

refused('an entry file with code of its own', () => {
  for (const line of [
    'export const a = 1',
    "import { b } from './b.ts'",
    'export default 3',
    "console.log('c')",
    'export { d }',
    'export function e() {}',
  ]) {
    assert.equal(rules.entriesWithCode([file('src/index.ts', line)]), ['src/index.ts'], line)
  }
})

refused.run()

const allowed = suite('the rules allow')

allowed('what the design draws', () => {
  const drawn = [
    file('machines/index.ts', "export { enrollment } from './enrollment/machine.ts'"),
    importing('machines/enrollment/machine.ts', 'xstate'),
    importing('machines/enrollment/machine.ts', '#fp-ts/Either'),
    file('src/index.ts', "export * from '../machines/index.ts'"),
    importing('src/view/view.ts', '../../machines/index.ts'),
    importing('src/view/view.ts', './messages/en.ts'),
    importing('src/live/create.ts', '../view/index.ts'),
    importing('src/live/hooks.ts', '../audit/index.ts'),
    importing('src/cli/main.ts', '../sandbox/index.ts'),
    importing('src/cli/main.ts', '../index.ts'),
    importing('src/genauth/client.ts', 'ky'),
    importing('src/sandbox/server.ts', '@hono/node-server/serve-static'),
    importing('src/durable/sqlite/store.ts', 'node:fs'),
    importing('src/durable/sqlite/store.ts', 'libsql'),
    importing('src/server/start.ts', 'node:http'),
    importing('src/genauth/commonly-known.ts', 'io-ts'),
    importing('src/element/a.ts', 'lit'),
    importing('src/react/a.ts', 'react'),
    importing('src/inspect/v4/a.ts', '@xstate/inspect'),
    importing('src/inspect/node/a.ts', 'ws'),
    importing('src/inspect/node/a.ts', 'node:http'),
    importing('src/cli/main.ts', '../inspect/node/index.ts'),
    importing('src/sandbox/a.ts', '../constant-time/index.ts'),
    importing('src/constant-time/a.ts', 'node:crypto'),
    importing('src/element/a.ts', '../../machines/index.ts'),
    file('src/view/long.ts', ...Array.from({ length: 300 }, () => '//')),
  ]
  for (const [name, rule] of Object.entries(rules)) assert.equal(rule(drawn), [], name)
})

allowed('an entry file of exports, types and comments', () => {
  const entry = file(
    'src/index.ts',
    '/** The face. */',
    '// a note',
    "export { a } from './a.ts'",
    'export {',
    '  b,',
    '  type C,',
    "} from './b.ts'",
    "export * as d from './d.ts'",
    "export type * from './e.ts'",
  )
  assert.equal(rules.entriesWithCode([entry]), [])
})

allowed.run()
