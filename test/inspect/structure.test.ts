import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createMachine, type AnyStateNode } from 'xstate'
import { enrollmentMachine, provideService, vendorLimits } from '../../machines/index.ts'
import { mermaidOf, story, structureOf, transitionList, transitionTable } from '../../src/inspect/index.ts'
import { scripted } from '../machines/scripted-service.ts'

const structure = suite('the structure of the machine')
const machine = structureOf(enrollmentMachine)

const definitionsOf = (node: AnyStateNode): readonly unknown[] => [
  ...[...node.transitions.values()].flat(),
  ...Object.values(node.states).flatMap(definitionsOf),
]

structure('has every state, parents first, and every transition of the machine', () => {
  assert.equal(
    machine.states.map(({ id }) => id.replace('enrollment.', '')),
    [
      'idle',
      'requesting',
      'awaitingCode',
      'binding',
      'reconciling',
      'reconciling.asking',
      'reconciling.pausing',
      'savingRecoveryCode',
      'expired',
      'failed',
      'done',
      'cancelled',
    ],
  )
  assert.is(machine.transitions.length, definitionsOf(enrollmentMachine.root).length)
  const ids = new Set(machine.states.map(({ id }) => id))
  for (const { source, target } of machine.transitions)
    assert.ok(ids.has(source) && (target === null || ids.has(target)))
  assert.is(new Set(machine.transitions.map(({ id }) => id)).size, machine.transitions.length)
})

structure('is plain data, the same each time, and with a service as without', () => {
  const { service } = scripted({}, vendorLimits)
  const again = structureOf(provideService(service, { now: Date.now }))
  assert.is(JSON.stringify(again), JSON.stringify(machine))
  assert.equal(JSON.parse(JSON.stringify(machine)), machine)
})

structure('knows what a state is', () => {
  const stateNamed = (key: string) => machine.states.find((state) => state.key === key)
  assert.equal(stateNamed('reconciling'), {
    id: 'enrollment.reconciling',
    key: 'reconciling',
    parent: 'enrollment',
    type: 'compound',
    initial: 'enrollment.reconciling.asking',
    isInitial: false,
    tags: ['busy'],
    invokes: [],
  })
  assert.equal(stateNamed('binding')?.invokes, [{ id: 'enrollFactor', src: 'enrollFactor' }])
  assert.equal(
    machine.states.filter(({ isInitial }) => isInitial).map(({ key }) => key),
    ['idle', 'asking'],
  )
  assert.equal(
    machine.states.filter(({ type }) => type === 'final').map(({ key }) => key),
    ['done', 'cancelled'],
  )
})

structure('knows what a transition asks, does and waits for', () => {
  const on = (source: string, label: string) =>
    machine.transitions.filter((one) => one.source === `enrollment.${source}` && one.label === label)
  const [submitted] = on('awaitingCode', 'code.submitted').slice(-1)
  assert.equal(submitted, {
    id: 'enrollment.awaitingCode:code.submitted:2',
    source: 'enrollment.awaitingCode',
    target: 'enrollment.binding',
    event: 'code.submitted',
    kind: 'command',
    label: 'code.submitted',
    guard: 'tokenIsLive',
    actions: ['submit'],
    delay: null,
    reenter: false,
  })
  assert.equal(
    on('awaitingCode', 'after tokenLifetime').map(({ kind, delay, guard }) => [kind, delay, guard]),
    [
      ['after', 'tokenLifetime', 'isInDoubt'],
      ['after', 'tokenLifetime', null],
    ],
  )
  assert.equal(
    on('binding', 'enrollFactor failed')
      .map(({ kind, guard }) => [kind, guard])
      .slice(0, 2),
    [
      ['error', 'outcomeIsInDoubt'],
      ['error', 'notBoundAndLeaving'],
    ],
  )
  assert.is(on('binding', 'enrollment.cancelled')[0]?.target, null)
  assert.is(on('awaitingCode', 'enrollment.restored')[0]?.reenter, true)
})

structure('has transitions without an event, which XState leaves out of its own definition', () => {
  const { transitions } = structureOf(
    createMachine({
      initial: 'a',
      states: {
        a: {
          always: {
            target: 'b',
            guard: function isLate() {
              return true
            },
          },
        },
        b: {},
      },
    }),
  )
  assert.equal(
    transitions.map(({ event, guard }) => [event, guard]),
    [['', 'isLate']],
  )
})

structure('refuses what it does not describe', () => {
  assert.throws(
    () =>
      structureOf(
        createMachine({
          type: 'parallel',
          initial: 'a',
          states: { a: { type: 'parallel', states: { b: {} } } },
        }),
      ),
    /parallel/,
  )
})

structure.run()

const diagram = suite('the diagram')
const lines = mermaidOf(machine)
  .split('\n')
  .map((line) => line.trim())

diagram('draws the way that most enrollments go first', () => {
  assert.is(lines[0], 'stateDiagram-v2')
  assert.is(lines[1], '[*] --> idle')
  assert.equal(lines.slice(2, 2 + story.length), story)
  assert.match(
    lines.find((line) => line.includes('-->') && !line.startsWith('[*]') && !line.includes('asking')) ?? '',
    /^idle --> requesting/,
  )
})

diagram('has an edge for every pair of states that a transition joins, one each', () => {
  const edges = lines.filter((line) => / --> \w+ : /.test(line)).map((line) => line.split(' : ')[0])
  assert.is(new Set(edges).size, edges.length)
  const outer = (id: string) => id.split('.')[1]
  const pairs = machine.transitions
    .filter(({ kind, target }) => kind !== 'internal' && target !== null)
    .map(({ source, target }) => [outer(source), outer(target ?? '')])
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => `${from} --> ${to}`)
  assert.equal([...new Set(pairs), 'asking --> pausing', 'pausing --> asking'].toSorted(), edges.toSorted())
  assert.ok(
    lines.includes(
      'awaitingCode --> binding : code.submitted [tokenIsLive]<br/>photo.submitted [tokenIsLive]',
    ),
  )
  assert.ok(lines.includes('done --> [*]') && lines.includes('cancelled --> [*]'))
})

diagram('never joins states that lie within different ones, which Mermaid refuses', () => {
  const start = lines.indexOf('state reconciling {')
  const block = lines.slice(start, lines.indexOf('}', start))
  for (const line of block.filter((one) => one.includes('-->')))
    assert.match(line, /^(?:\[\*\]|asking|pausing) --> (?:asking|pausing)/)
  for (const line of lines.filter((one) => one.includes('-->') && !block.includes(one)))
    assert.not.match(line, /asking|pausing/)
})

diagram('may show the story alone, or what a host does after a restart as well', () => {
  assert.not.match(mermaidOf(machine, { only: story }), /failed$|cancelled|reconciling/m)
  assert.match(mermaidOf(machine, { only: story }), /binding --> done : enrollFactor done/)
  assert.not.match(mermaidOf(machine), /enrollment\.restored/)
  assert.match(mermaidOf(machine, { without: [] }), /binding --> reconciling : .*enrollment\.restored/)
})

diagram.run()

const tables = suite('the table of states and events')
const rowsOf = (table: string) => table.split('\n').map((row) => row.split(' | '))

tables('has a row for each state and a column for each event from outside', () => {
  const rows = rowsOf(transitionTable(machine))
  assert.is(rows.length, 2 + 10)
  assert.is(rows[0]?.length, 1 + 9)
  for (const row of rows) assert.is(row.length, 10)
  assert.match(
    transitionTable(machine),
    '[tokenIsDeadInDoubt] `reconciling`<br>[tokenIsDead] `expired`<br>[tokenIsLive] `binding`',
  )
  assert.match(transitionTable(machine), '[restoredTokenIsLive] `awaitingCode` anew')
  assert.match(transitionTable(machine), /`binding` \|  \| stays/)
})

tables('lists what calls and time bring, in the order of their guards', () => {
  const list = transitionList(machine)
  const expected = machine.transitions.filter(({ kind }) => kind !== 'command' && kind !== 'internal')
  assert.is(rowsOf(list).length, 2 + expected.length)
  assert.match(list, '| `awaitingCode` | after tokenLifetime | isInDoubt | `reconciling` | `listOnceMore` |')
})

tables.run()
