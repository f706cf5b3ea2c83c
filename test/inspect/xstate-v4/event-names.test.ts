import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { enrollmentMachine } from '../../../machines/index.ts'
import { structureOf, type MachineStructure } from '../../../src/inspect/index.ts'
import { v4EventNames } from '../../../src/inspect/xstate-v4/event-names.ts'

const names = suite('events by the names of XState 4')
const structure = structureOf(enrollmentMachine)
const named = v4EventNames(structure, { tokenLifetime: 90_000 })

names('answers and failures of calls, and the end of a state', () => {
  assert.is(named('xstate.done.actor.enrollFactor'), 'done.invoke.enrollFactor')
  assert.is(named('xstate.error.actor.enrollFactor'), 'error.platform.enrollFactor')
  assert.is(named('xstate.done.state.enrollment.reconciling'), 'done.state.enrollment.reconciling')
})

names('commands, and what XState calls the same in both', () => {
  for (const event of [
    'code.submitted',
    'enrollment.restored',
    'xstate.init',
    'xstate.stop',
    '',
    'unknown',
    '*',
  ])
    assert.is(named(event), event)
})

names('delays as numbers where they are known, by name where not', () => {
  assert.equal(
    [
      ...new Set(
        structure.transitions.filter(({ kind }) => kind === 'after').map(({ event }) => named(event)),
      ),
    ],
    [
      'xstate.after(90000)#enrollment.awaitingCode',
      'xstate.after(reconcilePause)#enrollment.reconciling.pausing',
    ],
  )
})

names('delays and states whose names hold dots', () => {
  const dotted: MachineStructure = {
    id: 'a.b',
    states: [],
    transitions: [
      {
        id: 'a.b.c:xstate.after.x.y.a.b.c:0',
        source: 'a.b.c',
        target: null,
        kind: 'after',
        event: 'xstate.after.x.y.a.b.c',
        label: 'after x.y',
        guard: null,
        actions: [],
        delay: 'x.y',
        reenter: false,
      },
    ],
  }
  assert.is(v4EventNames(dotted, { 'x.y': 5 })('xstate.after.x.y.a.b.c'), 'xstate.after(5)#a.b.c')
  assert.is(v4EventNames(dotted, {})('xstate.after.x.y.a.b.c'), 'xstate.after(x.y)#a.b.c')
})

names.run()
