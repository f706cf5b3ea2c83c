import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { assign, createActor, fromPromise, setup, SimulatedClock } from 'xstate'
import { provideService, type EnrollmentService } from '../../machines/index.ts'
import { inspectEnrollment, type InspectionFrame } from '../../src/inspect/index.ts'
import { choose, secrets, start, submitCode } from '../machines/examples.ts'
import { scripted } from '../machines/scripted-service.ts'
import { flushed } from '../machines/started.ts'
import { told } from './inspected.ts'

const hosts = suite("enrollments that a host's own machine invokes")

/** Two enrollments in one system, under ids that say nothing of them, and an actor that holds a secret of the host. */
const page = (service: EnrollmentService) => {
  const frames: InspectionFrame[] = []
  const inspection = inspectEnrollment({ now: () => start, onFrame: (frame) => frames.push(frame) })
  const enrollment = provideService(service, { now: () => start })
  const machine = setup({
    types: { context: {} as { readonly secret: string } },
    actors: { enrollment, promise: fromPromise(() => Promise.resolve(secrets.token)) },
  }).createMachine({
    id: 'enrollment',
    type: 'parallel',
    context: { secret: secrets.token },
    states: {
      one: { invoke: { id: 'first thing', src: 'enrollment', input: { enrollmentId: 'one' } } },
      other: { invoke: { id: 'second thing', src: 'enrollment', input: { enrollmentId: 'other' } } },
      asking: {
        invoke: { src: 'promise', onDone: { actions: assign({ secret: ({ event }) => event.output }) } },
      },
    },
  })
  const actor = createActor(machine, { clock: new SimulatedClock(), inspect: inspection.inspect })
  return { actor, inspection, frames }
}

hosts('are found under any id, and nothing else is', async () => {
  const { actor, inspection, frames } = page(scripted().service)
  actor.start()
  assert.equal(inspection.send('other', choose.SMS), { accepted: true })
  await flushed()
  assert.equal(inspection.send('other', submitCode), { accepted: true })
  await flushed()
  assert.equal(
    frames.map((frame) => `${frame.enrollmentId}: ${told(frame)}`),
    [
      'one: enrollment.started idle',
      'other: enrollment.started idle',
      'other: factor.chosen requesting',
      'other: xstate.done.actor.sendEnrollFactorRequest awaitingCode',
      'other: code.submitted binding',
      'other: xstate.done.actor.enrollFactor done done',
      'other: enrollment.stopped done done',
    ],
  )
  assert.not.ok(JSON.stringify(frames).includes(secrets.token))
})

hosts('end with the machine around them', () => {
  const { actor, frames } = page(scripted().service)
  actor.start()
  actor.stop()
  assert.equal(
    frames.map(({ type }) => type),
    ['enrollment.started', 'enrollment.started', 'enrollment.stopped', 'enrollment.stopped'],
  )
})

hosts.run()
