import { readFileSync } from 'node:fs'
import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { AuditError, AuditEvent } from '../../src/index.ts'
import { RemovalEvent } from '../../src/server/index.ts'

const documentation = suite('docs/audit.md says of events')

const page = readFileSync(new URL('../../docs/audit.md', import.meta.url), 'utf8')

/** The rows of the table below a heading, each as its cells. */
const tableOf = (heading: string): readonly (readonly string[])[] => {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}
const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
const columns = (heading: string): ReadonlyMap<string, readonly string[]> =>
  new Map(tableOf(heading).map(([name, described]) => [namesIn(name)[0] ?? '', namesIn(described)]))

const codecs = AuditEvent.types.map((codec) => codec.type.type.props)
const [first = {}] = codecs
const inEvery = Object.keys(first)
  .filter((field) => codecs.every((props) => field in props))
  .toSorted()
const furtherOf = (props: object) => Object.keys(props).filter((field) => !inEvery.includes(field))

documentation('the fields that every one has', () => {
  assert.equal([...columns('In every event').keys()].toSorted(), inEvery)
})

documentation('the types, and the further fields of each', () => {
  const documented = columns('Types')
  const actual = new Map(codecs.map((props) => [props.type.value, furtherOf(props)]))
  assert.equal([...documented].toSorted(), [...actual].toSorted())
})

documentation('all further fields, and none that is not there', () => {
  const actual = new Set(codecs.flatMap(furtherOf))
  assert.equal([...columns('Further fields').keys()].toSorted(), [...actual].toSorted())
})

documentation('the fields of an error', () => {
  const [required, optional] = AuditError.type.type.types
  assert.equal(
    [...columns('In an error').keys()].toSorted(),
    [...Object.keys(required.props), ...Object.keys(optional.props)].toSorted(),
  )
})

/** The names that a field may have as its value; null if it may be any. */
const valuesOf = (codec: t.Mixed): readonly string[] | null => {
  if (codec instanceof t.KeyofType) return Object.keys(Object(codec.keys))
  if (codec instanceof t.UnionType && Array.isArray(codec.types))
    return codec.types.flatMap((member: t.Mixed) => valuesOf(member) ?? [])
  return null
}

documentation('every value that a field may have, where those are counted', () => {
  const documented = new Map([...columns('In every event'), ...columns('Further fields')])
  let counted = 0
  for (const props of codecs)
    for (const [field, codec] of Object.entries<t.Mixed>(props)) {
      const values = valuesOf(codec) ?? []
      if (values.length === 0) continue
      assert.equal([...(documented.get(field) ?? [])].toSorted(), values.toSorted(), field)
      counted += 1
    }
  assert.ok(counted > codecs.length * 2)
  const tags = valuesOf(AuditError.type.type.types[0].props.tag) ?? []
  assert.equal(columns('In an error').get('tag')?.toSorted(), tags.toSorted())
})

const removals = RemovalEvent.types.map((codec) => codec.type.type.props)
const inEveryRemoval = ['version', 'type', 'at', 'factorId'] as const

documentation(
  'of removals the fields that every one has, and the types with the further fields of each',
  () => {
    const [second = '', third = ''] = (page.split('\n## When a factor is taken off\n')[1] ?? '')
      .split('\n\n')
      .filter((paragraph) => paragraph.startsWith('| '))
    const rowsOf = (table: string) =>
      table
        .split('\n')
        .slice(2)
        .map((row) => row.split('|').slice(1, 3).map(namesIn))
    assert.equal(
      rowsOf(second).map(([name = []]) => name[0]),
      [...inEveryRemoval],
    )
    assert.equal(
      rowsOf(third).map(([name = [], further]) => [name[0], further]),
      removals.map((props) => [
        props.type.value,
        Object.keys(props).filter((field) => !inEveryRemoval.some((one) => one === field)),
      ]),
    )
  },
)

documentation('of removals a line of each type, which decodes to itself', () => {
  const [, block = ''] = [...page.matchAll(/```jsonl\n([\s\S]*?)```/g)].map(([, text = '']) => text)
  const events = block
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  for (const event of events) assert.equal(RemovalEvent.decode(event), { _tag: 'Right', right: event })
  assert.equal(
    events.filter(RemovalEvent.is).map(({ type }) => type),
    removals.map((props) => props.type.value),
  )
})

const lines = (/```jsonl\n([\s\S]*?)```/.exec(page)?.[1] ?? '').trim().split('\n')

documentation('a line of each type, in the order of the table, which decodes to itself', () => {
  const events = lines.map((line): unknown => JSON.parse(line))
  const types: string[] = []
  for (const event of events) {
    const decoded = AuditEvent.decode(event)
    assert.equal(decoded, { _tag: 'Right', right: event }, JSON.stringify(event))
    if (decoded._tag === 'Right') types.push(decoded.right.type)
  }
  assert.equal(types, [...columns('Types').keys()])
})

documentation.run()
