import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import type { EnrollmentService, ServiceError } from '../../../machines/index.ts'
import { chooseSms, quiet, world } from './world.ts'

const reborn = suite('an enrollment of an id that was erased')

/** A service whose requests are answered when the test says so. */
const held = (service: EnrollmentService) => {
  const answers: ((error: ServiceError) => void)[] = []
  const sendEnrollFactorRequest: EnrollmentService['sendEnrollFactorRequest'] = () => () =>
    new Promise((resolve) => {
      answers.push((error) => resolve(E.left(error)))
    })
  return { answers, service: (): EnrollmentService => ({ ...service, sendEnrollFactorRequest }) }
}

reborn('hears nothing of what was asked for the one before, by another process', async () => {
  const w = world()
  const [first, second] = [held(w.sandbox.service()), held(w.sandbox.service())]
  const one = w.process({ service: first.service })
  const other = w.process({ service: second.service })
  const before = await one.create('same', chooseSms)
  await quiet()
  assert.ok(await other.engine.erase('same'))
  const { answer } = await other.create('same', chooseSms)
  await quiet()
  assert.is(await other.state('same'), 'requesting')
  first.answers[0]?.({ _tag: 'throttled' })
  await quiet()
  assert.is(await other.state('same'), 'requesting', 'its own request is under way still')
  assert.is(await other.engine.unsentRequestOf('same'), null)
  second.answers[0]?.({ _tag: 'throttled' })
  await quiet()
  assert.is(await other.state('same'), 'idle')
  assert.ok(answer.accepted && before.answer.accepted)
  assert.is(await one.engine.unsentRequestOf('same'), answer.request)
  assert.is.not(answer.request, before.answer.request)
  await one.engine.stop()
  await other.engine.stop()
})

reborn('names the request of each command that asks for a token, and no other', async () => {
  const w = world()
  const { engine, create, send } = w.process()
  const created = await create('one')
  assert.equal(created.answer.accepted && created.answer.request, undefined)
  const chosen = await send('one', chooseSms)
  assert.type(chosen?.accepted === true && chosen.request, 'string')
  const code = await send('one', w.code())
  assert.equal(code?.accepted === true && code.request, undefined)
  assert.is(await engine.unsentRequestOf('one'), null)
  assert.is(await engine.unsentRequestOf('none'), null)
  await engine.stop()
})

reborn.run()
