// Received by @xstate/inspect's own receiver, which parses with createMachine and State.create of XState 4.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { enrollmentMachine } from '../../../machines/index.ts'
import { structureOf } from '../../../src/inspect/index.ts'
import { otpIssued } from '../../machines/scripted-service.ts'
import { bare, choose, submitCode } from '../../machines/examples.ts'
import { inspected, type InspectedRun } from './inspected.ts'

const story = suite<{ run: InspectedRun }>('an enrollment in @xstate/inspect')
story.before.each(async (context) => {
  context.run = await inspected()
})
story.after.each(({ run }) => run.close())

story('is a machine of XState 4 with the states of ours, by id', async ({ run }) => {
  const viewer = await run.viewer()
  run.enroll()
  await viewer.registered()
  const [registered] = viewer.of('service.register')
  assert.ok(registered)
  const { machine } = registered
  assert.equal(
    [...machine.stateIds].toSorted(),
    [enrollmentMachine.id, ...structureOf(enrollmentMachine).states.map(({ id }) => id)].toSorted(),
  )
  assert.is(machine.initialState.value, 'idle')
  assert.equal(machine.stateIds.filter((id) => machine.getStateNodeById(id).type === 'final').toSorted(), [
    'enrollment.cancelled',
    'enrollment.done',
  ])
  const minute =
    machine.getStateNodeById('enrollment.awaitingCode').on['xstate.after(60000)#enrollment.awaitingCode']
  assert.equal(
    minute?.map(({ cond, target }) => [cond?.name, target?.[0]?.id]),
    [
      ['isInDoubt', 'enrollment.reconciling'],
      [undefined, 'enrollment.expired'],
    ],
  )
  assert.equal(
    machine.getStateNodeById('enrollment.binding').invoke.map(({ id, src }) => [id, src]),
    [['enrollFactor', 'enrollFactor']],
  )
})

for (const [factorType, steps] of [
  ['OTP', [choose.OTP, submitCode, bare('recoveryCode.saved')]],
  ['SMS', [choose.SMS, submitCode]],
] as const) {
  story(
    `shows the states of an enrollment of ${factorType} in the order XState 5 was in them`,
    async ({ run }) => {
      const viewer = await run.viewer()
      const { send, state } = run.enroll({
        script: factorType === 'OTP' ? { sendEnrollFactorRequest: [otpIssued()] } : {},
      })
      await send(...steps)
      await viewer.until(() => viewer.of('service.stop').length > 0)
      assert.is(state(), 'done')
      assert.equal(
        viewer.states().map(({ value }) => value),
        run.values,
      )
      assert.ok(run.values.length > 3)
      const last = viewer.states().at(-1)
      assert.ok(last?.done)
    },
  )
}

story('names events as XState 4 does, and shows what they carry by an allow-list', async ({ run }) => {
  const viewer = await run.viewer()
  const { send } = run.enroll()
  await send(choose.SMS, submitCode)
  await viewer.until(() => viewer.of('service.stop').length > 0)
  assert.equal(
    viewer.of('service.event').map(({ event }) => event.name),
    [
      'xstate.init',
      'factor.chosen',
      'done.invoke.sendEnrollFactorRequest',
      'code.submitted',
      'done.invoke.enrollFactor',
    ],
  )
  const chosen = viewer.of('service.event')[1]?.event.data
  assert.equal(Object.keys(chosen).toSorted(), ['factorType', 'maskedDestination', 'type'])
})

story(
  'shows the minute that is over by the name that the machine in the viewer has for it',
  async ({ run }) => {
    const viewer = await run.viewer()
    const { send, pass } = run.enroll()
    await send(choose.SMS)
    await pass(60_000)
    await viewer.reaches('expired')
    const name = viewer.of('service.event').at(-1)?.event.name
    assert.is(name, 'xstate.after(60000)#enrollment.awaitingCode')
    assert.ok(viewer.of('service.register')[0]?.machine.events.includes(name ?? ''))
  },
)

story('knows the calls of the service that are under way', async ({ run }) => {
  const viewer = await run.viewer()
  const { send } = run.enroll()
  await send(choose.SMS)
  await viewer.reaches('awaitingCode')
  const calls = viewer.states().map(({ children }) => Object.keys(children))
  assert.equal(calls, [[], ['sendEnrollFactorRequest'], []])
})

story('is taken to its end by events that are sent from the viewer', async ({ run }) => {
  const viewer = await run.viewer()
  const { state } = run.enroll()
  await viewer.registered()
  viewer.send(choose.SMS)
  await viewer.reaches('awaitingCode')
  viewer.send(submitCode)
  await viewer.reaches('done')
  assert.is(state(), 'done')
  assert.equal(run.refused, [])
})

story.run()
