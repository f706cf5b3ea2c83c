import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { WebSocket } from 'ws'
import { choose, submitCode } from '../../machines/examples.ts'
import { withoutSecrets } from '../../live/revived.ts'
import { later } from '../../machines/scripted-service.ts'
import { inspected, type InspectedRun } from './inspected.ts'

const lives = suite<{ run: InspectedRun }>('the life of an enrollment in @xstate/inspect')
lives.before.each(async (context) => {
  context.run = await inspected()
})
lives.after.each(({ run }) => run.close())

lives('a viewer that joins late sees where it stands, and what follows', async ({ run }) => {
  const { send } = run.enroll()
  await send(choose.SMS)
  const viewer = await run.viewer()
  await viewer.registered()
  assert.equal(
    viewer.states().map(({ value }) => value),
    ['awaitingCode'],
  )
  assert.is(viewer.states()[0]?.context.factorType, 'SMS')
  viewer.send(submitCode)
  await viewer.reaches('done')
})

lives('a second viewer does not disturb the first', async ({ run }) => {
  const first = await run.viewer()
  const { send } = run.enroll()
  await send(choose.SMS)
  await first.reaches('awaitingCode')
  const second = await run.viewer()
  await second.registered()
  await send(submitCode)
  await Promise.all([first.reaches('done'), second.reaches('done')])
  // Told again for the second, and the same.
  assert.equal(new Set(first.of('service.register').map(({ sessionId }) => sessionId)).size, 1)
})

lives('one that its host stops is over in the viewer', async ({ run }) => {
  const viewer = await run.viewer()
  const { send, enrollment } = run.enroll()
  await send(choose.SMS)
  enrollment.stop()
  await viewer.until(() => viewer.of('service.stop').length > 0)
  const [registered] = viewer.of('service.register')
  assert.is(viewer.of('service.stop')[0]?.sessionId, registered?.sessionId)
  const last = viewer.states().at(-1)
  assert.equal([last?.value, last?.done, last?.event.type], ['awaitingCode', false, 'xstate.stop'])
  assert.equal(last?.children, {})
})

lives('one that a defect ends is over in the viewer, as an error', async ({ run }) => {
  const viewer = await run.viewer()
  const defects: unknown[] = []
  let isBroken = false
  const clock = { ...run.clock, now: () => (isBroken ? Number.NaN : run.clock.now()) }
  const { send } = run.enroll({ clock, onDefect: (defect) => defects.push(defect) })
  isBroken = true
  await send(choose.SMS)
  await viewer.until(() => viewer.of('service.stop').length > 0)
  assert.is(viewer.of('service.event').at(-1)?.event.name, 'error.platform.enrollment')
  assert.is(viewer.states().at(-1)?.done, false)
  assert.is(defects.length, 1)
})

lives('a command after the end brings it back to no viewer, not to a new one either', async ({ run }) => {
  const viewer = await run.viewer()
  const { send } = run.enroll()
  await send(choose.SMS, submitCode)
  await viewer.until(() => viewer.of('service.stop').length > 0)
  const before = viewer.events.length
  await send(choose.SMS)
  viewer.send(choose.SMS)
  await viewer.heard()
  const late = await run.viewer()
  await late.heard()
  assert.is(viewer.events.length, before)
  assert.equal(late.events, [])
})

lives('one that is gone on from is another session, and begins where it had been', async ({ run }) => {
  const viewer = await run.viewer()
  const first = run.enroll({ script: { enrollFactor: [later] } })
  await first.send(choose.SMS, submitCode)
  const restored = withoutSecrets(first, 1, {
    inspect: run.inspect,
    script: { listEnrolledFactors: [later] },
  })
  await viewer.until(() => viewer.of('service.register').length > 1)
  const [before, after] = viewer.of('service.register')
  assert.is.not(after?.sessionId, before?.sessionId)
  assert.is(after?.state.value, 'binding')
  await viewer.reaches({ reconciling: 'asking' })
  assert.is(viewer.states().at(-1)?.event.type, 'enrollment.restored')
  viewer.send({ type: 'enrollment.cancelled' })
  await viewer.until(() => viewer.states().at(-1)?.context.cancelRequested === true)
  restored.enrollment.stop()
})

lives('two at the same time are two services, each with its own events', async ({ run }) => {
  const viewer = await run.viewer()
  const [one, other] = [run.enroll({ enrollmentId: 'one' }), run.enroll({ enrollmentId: 'other' })]
  await viewer.until(() => viewer.of('service.register').length > 1)
  const [first] = viewer.of('service.register')
  viewer.send(choose.SMS, first?.sessionId)
  await viewer.reaches('awaitingCode')
  assert.equal([one.state(), other.state()], ['awaitingCode', 'idle'])
})

lives('an inspector that closes takes its services out, and ends its connections', async ({ run }) => {
  const viewer = await run.viewer()
  const { send, state } = run.enroll()
  await viewer.registered()
  const gone = new Promise<number>((resolve) => {
    viewer.socket.once('close', resolve)
  })
  await Promise.all([run.inspector.close(), run.inspector.close()])
  assert.is(await gone, 1001)
  assert.is(viewer.of('service.stop').length, 1)
  await send(choose.SMS)
  assert.is(state(), 'awaitingCode')
  const refused = await new Promise<string | undefined>((resolve) => {
    new WebSocket(run.inspector.url).once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  assert.is(refused, 'ECONNREFUSED')
  assert.equal(run.defects, [])
})

lives(
  'two inspectors in one program do not mix, and leave no registry for others to get into',
  async ({ run }) => {
    const other = await inspected()
    const [ours, theirs] = [await run.viewer(), await other.viewer()]
    run.enroll({ enrollmentId: 'ours' })
    other.enroll({ enrollmentId: 'theirs' })
    await Promise.all([ours.registered(), theirs.registered()])
    await Promise.all([ours.heard(), theirs.heard()])
    assert.equal(
      ours.of('service.register').map(({ state }) => state.context.enrollmentId),
      ['ours'],
    )
    assert.equal(
      theirs.of('service.register').map(({ state }) => state.context.enrollmentId),
      ['theirs'],
    )
    assert.not.ok('__xstate__' in globalThis)
    await other.close()
  },
)

lives.run()
