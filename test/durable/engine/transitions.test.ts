import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../../machines/index.ts'
import type { Transition } from '../../../src/durable/engine/engine.ts'
import { chooseSms, phone, quiet, world } from './world.ts'

const transitions = suite('the transitions of an engine')

transitions('are told with the events that the machine took, in their order, once stored', async () => {
  const heard: Transition[] = []
  const { process, code, clock } = world()
  const { engine, create, send } = process({ onTransition: (transition) => void heard.push(transition) })
  await create('one', chooseSms)
  await quiet()
  await send('one', code())
  assert.equal(
    heard.map(({ event, before, after }) => [event.type, before.value, after.value]),
    [
      ['factor.chosen', 'idle', 'requesting'],
      ['xstate.done.actor.sendEnrollFactorRequest', 'requesting', 'awaitingCode'],
      ['code.submitted', 'awaitingCode', 'binding'],
      ['xstate.done.actor.enrollFactor', 'binding', 'done'],
    ],
  )
  assert.ok(heard.every(({ enrollmentId, at }) => enrollmentId === 'one' && at === clock.now()))
  await engine.stop()
})

transitions('of time and of refused codes are told, too, and no others', async () => {
  const heard: string[] = []
  const { process, clock } = world()
  const { engine, create, send } = process({ onTransition: ({ event }) => void heard.push(event.type) })
  await create('one', chooseSms)
  await quiet()
  heard.length = 0
  await send('one', { type: 'recoveryCode.saved' })
  assert.equal(heard, [], 'refused, and nothing happened')
  clock.advance(60_000)
  await send('one', { type: 'code.submitted', passCode: '123456' })
  assert.equal(heard, ['code.submitted'], 'refused, and it told that the minute is over')
  await engine.stop()
})

transitions('are not disturbed by a listener that throws', async () => {
  const { process } = world()
  const { engine, create, state, defects } = process({
    onTransition: () => {
      throw new Error('a bug of the host')
    },
  })
  await create('one', chooseSms)
  await quiet()
  assert.is(await state('one'), 'awaitingCode')
  assert.is(defects.length, 2)
  await engine.stop()
})

transitions('leave what would be asked for once more, until the end', async () => {
  const { process, code } = world()
  const { engine, create, send } = process()
  await create('one')
  assert.is(await engine.choiceOf('one'), null)
  await send('one', chooseSms)
  const choice = await engine.choiceOf('one')
  assert.equal(choice && [choice.factorType, reveal(choice.profile)], ['SMS', phone])
  await send('one', code())
  assert.is(await engine.choiceOf('one'), null)
  assert.is(await engine.choiceOf('none'), null)
  await engine.stop()
})

transitions.run()
