import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { AnyStateNode } from 'xstate'
import { refusalOf, stateOf, type EnrollmentSnapshot, type EnrollmentState } from '../../machines/index.ts'
import { allCommands, at, edges, keyOf, machine, meeting, snapshots, times } from './machine-graph.ts'

const graph = suite('the graph of the machine')

const allStates: readonly EnrollmentState[] = [
  'idle',
  'requesting',
  'awaitingCode',
  'binding',
  'reconciling',
  'savingRecoveryCode',
  'expired',
  'failed',
  'done',
  'cancelled',
]

graph('reaches every state, and no other', () => {
  const reached = new Set(snapshots.map(stateOf))
  assert.equal([...reached].toSorted(), allStates.toSorted())
  assert.ok(snapshots.some((snapshot) => snapshot.matches({ reconciling: 'asking' })))
  assert.ok(snapshots.some((snapshot) => snapshot.matches({ reconciling: 'pausing' })))
})

graph('never comes to an actor that died', () => {
  for (const { to, step } of edges)
    assert.ok(to.status === 'active' || to.status === 'done', JSON.stringify([step, to.error]))
})

const definitionsOf = (node: AnyStateNode): readonly unknown[] => [
  ...[...node.transitions.values()].flat(),
  ...Object.values(node.states).flatMap(definitionsOf),
]

graph('takes every transition that the machine defines', () => {
  const taken = new Set<unknown>()
  for (const { from, step } of edges) {
    const { snapshot, event } = meeting(from, step)
    if (snapshot.status === 'active')
      for (const transition of machine.getTransitionData(snapshot, event)) taken.add(transition)
  }
  const defined = definitionsOf(machine.root)
  const never = defined.filter((transition) => !taken.has(transition))
  assert.equal(
    never.map((transition) => JSON.stringify(transition)),
    [],
  )
  assert.ok(defined.length > 40, `only ${defined.length} transitions were found`)
})

/** The states that have no way to one that is wanted. */
const stuckWithout = (wanted: (snapshot: EnrollmentSnapshot) => boolean): readonly EnrollmentSnapshot[] => {
  const leadsTo = new Map<string, string[]>()
  for (const { fromKey, toKey } of edges) {
    const sources = leadsTo.get(toKey)
    if (sources === undefined) leadsTo.set(toKey, [fromKey])
    else sources.push(fromKey)
  }
  const saved = new Set<string>()
  const waiting = edges.filter(({ to }) => wanted(to)).map(({ toKey }) => toKey)
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (saved.has(key)) continue
    saved.add(key)
    waiting.push(...(leadsTo.get(key) ?? []))
  }
  return snapshots.filter((snapshot) => snapshot.status === 'active' && !saved.has(keyOf(snapshot)))
}

graph('has a way to done from every state, unless the person asked to leave', () => {
  const stuck = stuckWithout((snapshot) => stateOf(snapshot) === 'done')
  assert.is(
    stuck.find(({ context }) => !context.cancelRequested),
    undefined,
  )
})

graph('has an end within reach for whoever asked to leave', () => {
  assert.is(stuckWithout(({ status }) => status === 'done').length, 0)
})

graph('refuses a command exactly where the machine would not take it', () => {
  let asked = 0
  for (const now of times) {
    at(now)
    for (const snapshot of snapshots) {
      for (const command of allCommands) {
        const refusal = refusalOf(stateOf(snapshot), snapshot.context, command, now)
        const where = JSON.stringify([snapshot.value, command, refusal, snapshot.context])
        // The one refusal that moves the machine: to expired, or to look first whether the doubt is over.
        assert.is(snapshot.can(command), refusal === null || refusal === 'tokenExpired', where)
        asked += 1
      }
    }
  }
  assert.ok(asked > 500)
})

graph('leaves a state that a refused command does not move as it was', () => {
  for (const { from, step, fromKey, toKey } of edges) {
    const { event } = step
    if (event === null || !allCommands.includes(event as never)) continue
    const refusal = refusalOf(stateOf(from), from.context, event as never, step.at)
    if (refusal !== null && refusal !== 'tokenExpired') assert.is(toKey, fromKey)
  }
})

graph('offers a way out of every state that waits for a person', () => {
  for (const snapshot of snapshots) {
    if (snapshot.status === 'active')
      assert.ok(snapshot.can({ type: 'enrollment.cancelled' }), JSON.stringify(snapshot.value))
  }
})

graph('tags each state as busy or settled, and no final one', () => {
  for (const snapshot of snapshots) {
    const tags = [...snapshot.tags]
    const busy = ['requesting', 'binding', 'reconciling'].includes(stateOf(snapshot))
    assert.equal(tags, snapshot.status === 'done' ? [] : [busy ? 'busy' : 'settled'])
  }
})

graph.run()
