import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createActor, SimulatedClock } from 'xstate'
import { enrollmentMachine, provideService, recordOf, snapshotOf } from '../../machines/index.ts'
import { inspectEnrollment, type InspectionFrame } from '../../src/inspect/index.ts'
import { live } from '../live/live-enrollment.ts'
import { bare, choose, enrollmentId, start, submitCode } from '../machines/examples.ts'
import { later, listed, scripted, timedOut } from '../machines/scripted-service.ts'
import { awaitingCode, decoded, flushed, started } from '../machines/started.ts'
import { inspected, told } from './inspected.ts'

const life = suite('the life of an enrollment, as an inspector sees it')

const joinedOf = (frame: InspectionFrame | undefined) =>
  frame?.type === 'enrollment.started' && { joined: frame.joined ?? false, restored: frame.restored }

life('is told in order, from the first moment to the end', async () => {
  const { send, frames } = inspected()
  await send(choose.OTP, submitCode, bare('recoveryCode.saved'))
  assert.equal(frames.map(told), [
    'enrollment.started idle',
    'factor.chosen requesting',
    'xstate.done.actor.sendEnrollFactorRequest awaitingCode',
    'code.submitted binding',
    'xstate.done.actor.enrollFactor savingRecoveryCode',
    'recoveryCode.saved done done',
    'enrollment.stopped done done',
  ])
  assert.ok(frames.every((frame) => frame.enrollmentId === enrollmentId && frame.at === start))
})

life('equals the states of the actor, one frame for each', async () => {
  const states: unknown[] = []
  const { actor, send, tell, reconciled, frames } = inspected({
    script: { enrollFactor: [timedOut], listEnrolledFactors: [listed()] },
  })
  actor.subscribe(({ value }) => states.push(value))
  await send(choose.EMAIL)
  tell(submitCode)
  await reconciled()
  assert.equal(
    frames.filter(({ type }) => type === 'event.taken').map(({ state }) => state.value),
    states,
  )
  assert.ok(frames.map(told).includes('xstate.done.actor.listEnrolledFactors reconciling.pausing'))
  assert.is(frames.map(told).at(-1), 'xstate.done.actor.listEnrolledFactors awaitingCode')
})

life('says whether an event led elsewhere', async () => {
  const { tell, frames, send } = inspected({ script: { enrollFactor: [later] } })
  await send(choose.OTP)
  tell(submitCode)
  tell(bare('enrollment.cancelled'))
  const [last, before] = [frames.at(-1), frames.at(-2)]
  assert.is(last?.type === 'event.taken' && last.moved, false)
  assert.is(last?.state.context.cancelRequested, true)
  assert.is(before?.type === 'event.taken' && before.moved, true)
})

life('shows the minute that runs out by itself', async () => {
  const { send, clock, frames } = inspected()
  await send(choose.SMS)
  clock.increment(60_000)
  assert.is(frames.map(told).at(-1), 'xstate.after.tokenLifetime.enrollment.awaitingCode expired')
  assert.is(frames.at(-1)?.at, start + 60_000)
})

life('begins in the middle for an enrollment that was restored', async () => {
  const { record, secrets } = recordOf((await awaitingCode('OTP')).actor.getSnapshot())
  const snapshot = snapshotOf(JSON.parse(JSON.stringify(record)), secrets, 'another')
  const { actor, frames } = inspected({ snapshot, at: start + 1_000 })
  actor.send({ type: 'enrollment.restored', at: start + 1_000, sendAgainAt: start + 61_000 })
  assert.equal(frames.map(told), ['enrollment.started awaitingCode', 'enrollment.restored awaitingCode'])
  assert.equal(
    frames.map((frame) => frame.type === 'enrollment.started' && frame.restored),
    [true, false],
  )
  assert.is(frames[0]?.enrollmentId, enrollmentId)
})

life('begins and ends at once for one that was over when it was stored', async () => {
  const over = inspected()
  await over.send(bare('enrollment.cancelled'))
  const snapshot = snapshotOf(recordOf(over.actor.getSnapshot()).record, null, 'another')
  const { frames } = inspected({ snapshot })
  assert.equal(frames.map(told), ['enrollment.started cancelled done', 'enrollment.stopped cancelled done'])
})

life('ends when its host stops it', async () => {
  const { actor, send, frames, inspection } = inspected()
  await send(choose.SMS)
  actor.stop()
  assert.is(frames.map(told).at(-1), 'enrollment.stopped awaitingCode stopped')
  assert.equal(frames.at(-1)?.state.commands, [])
  assert.equal(inspection.send(enrollmentId, submitCode), { accepted: false, reason: 'ended' })
})

life('ends when the machine dies of a defect', async () => {
  const service = scripted()
  let now: () => number = () => start
  const machine = provideService(service.service, { now: () => now() })
  const frames: InspectionFrame[] = []
  const inspection = inspectEnrollment({ now: () => start, onFrame: (frame) => frames.push(frame) })
  const actor = createActor(machine, { input: { enrollmentId }, inspect: inspection.inspect })
  const errors: unknown[] = []
  actor.subscribe({ error: (error) => errors.push(error) })
  actor.start()
  now = () => {
    throw new Error('The clock is broken')
  }
  actor.send(decoded(choose.OTP))
  assert.equal(inspection.send(enrollmentId, choose.OTP), { accepted: false, reason: 'ended' })
  await flushed()
  assert.is(errors.length, 1)
  assert.equal(frames.map(told), ['enrollment.started idle', 'enrollment.stopped idle error'])
  assert.not.ok(JSON.stringify(frames).includes('clock is broken'))
})

life('does not begin again for a stray event to an actor that has ended', async () => {
  const { actor, send, frames } = inspected()
  await send(choose.OTP, bare('enrollment.cancelled'))
  const { length } = frames
  actor.send(decoded(submitCode))
  await flushed()
  assert.is(frames.length, length)
})

life('begins again for an actor that is started again', async () => {
  const { actor, frames } = inspected()
  actor.stop()
  // As React's StrictMode does it: with the snapshot of before.
  const again = createActor(enrollmentMachine, { input: { enrollmentId } })
  Object.assign(actor, { _snapshot: again.getSnapshot(), _processingStatus: 0 })
  actor.start()
  assert.equal(frames.map(told), [
    'enrollment.started idle',
    'enrollment.stopped idle stopped',
    'enrollment.started idle',
  ])
})

life('is met in the middle by an observer that came later', async () => {
  const enrollment = started()
  await enrollment.send(choose.SMS)
  const frames: InspectionFrame[] = []
  const inspection = inspectEnrollment({ now: enrollment.now, onFrame: (frame) => frames.push(frame) })
  enrollment.actor.system.inspect(inspection.inspect)
  await enrollment.send(submitCode)
  assert.equal(frames.map(told), [
    'enrollment.started awaitingCode',
    'code.submitted binding',
    'xstate.done.actor.enrollFactor done done',
    'enrollment.stopped done done',
  ])
  // Whether it goes on from a record, nobody can see there.
  assert.equal(joinedOf(frames[0]), { joined: true, restored: false })
  const late: InspectionFrame[] = []
  inspection.subscribe((frame) => late.push(frame))
  assert.equal(late, [])
})

life('says to a late joiner that it joined, if anything happened before', async () => {
  const { inspection, send, frames } = inspected()
  const heard = () => {
    const first: InspectionFrame[] = []
    inspection.subscribe((frame) => first.push(frame))()
    assert.is(first.length, 1)
    return joinedOf(first[0])
  }
  assert.equal(heard(), { joined: false, restored: false })
  await send(choose.SMS)
  assert.equal(heard(), { joined: true, restored: false })
  assert.equal(joinedOf(frames[0]), { joined: false, restored: false })
  assert.not.ok('joined' in (frames[0] ?? {}))
})

life('says to a late joiner that it joined an enrollment that was restored', async () => {
  const { record, secrets } = recordOf((await awaitingCode('OTP')).actor.getSnapshot())
  const snapshot = snapshotOf(JSON.parse(JSON.stringify(record)), secrets, 'another')
  const { actor, frames, inspection } = inspected({ snapshot, at: start + 1_000 })
  assert.equal(joinedOf(frames[0]), { joined: false, restored: true })
  actor.send({ type: 'enrollment.restored', at: start + 1_000, sendAgainAt: start + 61_000 })
  const late: InspectionFrame[] = []
  inspection.subscribe((frame) => late.push(frame))
  assert.equal(joinedOf(late[0]), { joined: true, restored: true })
})

life('takes nothing from before the start away', () => {
  const frames: InspectionFrame[] = []
  const { inspect } = inspectEnrollment({ onFrame: (frame) => frames.push(frame) })
  const machine = provideService(scripted().service, { now: () => start })
  const actor = createActor(machine, { input: { enrollmentId }, inspect, clock: new SimulatedClock() })
  actor.send(decoded(choose.OTP))
  actor.start()
  assert.equal(frames.map(told), ['enrollment.started idle', 'factor.chosen requesting'])
  assert.equal(joinedOf(frames[0]), { joined: false, restored: false })
  actor.stop()
})

life('is seen of an enrollment that the library made', async () => {
  const frames: InspectionFrame[] = []
  const { inspect } = inspectEnrollment({ onFrame: (frame) => frames.push(frame) })
  const { send } = live({ inspect })
  await send(choose.SMS, submitCode)
  assert.equal(frames.map(told).slice(-2), [
    'xstate.done.actor.enrollFactor done done',
    'enrollment.stopped done done',
  ])
})

life.run()
