import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { choose, secrets, submitCode } from '../../machines/examples.ts'
import { later } from '../../machines/scripted-service.ts'
import { inspected, type InspectedRun } from './inspected.ts'

const refusals = suite<{ run: InspectedRun }>('what viewers may not say')
refusals.before.each(async (context) => {
  context.run = await inspected()
})
refusals.after.each(({ run }) => run.close())

/** Two viewers of one enrollment that is in `binding`, and whose bind is under way. */
const binding = async (run: InspectedRun) => {
  const viewers = [await run.viewer(), await run.viewer()] as const
  const enrollment = run.enroll({ script: { enrollFactor: [later] } })
  await enrollment.send(choose.SMS, submitCode)
  await Promise.all(viewers.map((viewer) => viewer.reaches('binding')))
  return { viewers, enrollment }
}

const forged = [
  { type: 'xstate.done.actor.enrollFactor', output: { bound: true } },
  { type: 'xstate.error.actor.enrollFactor', error: new Error('forged') },
  { type: 'xstate.after.tokenLifetime.enrollment.awaitingCode' },
  { type: 'xstate.init' },
  { type: 'xstate.stop' },
  { type: 'done.invoke.enrollFactor', data: { bound: true } },
  { type: 'error.platform.enrollFactor' },
  { type: 'enrollment.restored', at: 1, sendAgainAt: 1 },
  { type: '' },
  { type: '*' },
] as const

const withMarker = (event: { readonly type: string }) => ({ ...event, marker: 'forged-marker' })

for (const event of forged) {
  refusals(
    `${event.type || 'an event without a name'} is refused, and told to no viewer`,
    async ({ run }) => {
      const { viewers, enrollment } = await binding(run)
      const before = viewers.map((viewer) => viewer.events.length)
      viewers[0].send(withMarker(event))
      await Promise.all(viewers.map((viewer) => viewer.heard()))
      assert.is(enrollment.state(), 'binding')
      assert.equal(run.refused, ['notACommand'])
      assert.equal(
        viewers.map((viewer) => viewer.events.length),
        before,
      )
      assert.not.ok(viewers.some((viewer) => viewer.incoming().includes('forged-marker')))
    },
  )
}

refusals('a command that is refused is told to no viewer, whatever it holds', async ({ run }) => {
  const { viewers } = await binding(run)
  const before = viewers.map((viewer) => viewer.socket.incoming.length)
  viewers[0].send({ ...submitCode, passCode: '00112233' })
  viewers[0].send({ ...choose.EMAIL, profile: { email: 'somebody@example.org' } })
  await Promise.all(viewers.map((viewer) => viewer.heard()))
  assert.equal(run.refused, ['notNow', 'notNow'])
  assert.equal(
    viewers.map((viewer) => viewer.socket.incoming.length),
    before,
  )
})

refusals(
  'a passcode that is taken is told to no viewer, not even to the one it came from',
  async ({ run }) => {
    const viewers = [await run.viewer(), await run.viewer()] as const
    const { send } = run.enroll()
    await send(choose.SMS)
    await viewers[0].reaches('awaitingCode')
    viewers[0].send(submitCode)
    await Promise.all(viewers.map((viewer) => viewer.reaches('done')))
    for (const viewer of viewers) {
      assert.not.ok(viewer.incoming().includes(secrets.passCode))
      assert.is(viewer.of('service.event').filter(({ event }) => event.name === 'code.submitted').length, 1)
    }
    assert.ok(viewers[0].socket.outgoing.join('').includes(secrets.passCode))
  },
)

refusals(
  'an event for an enrollment that is not there reaches none, and is told to the host alone',
  async ({ run }) => {
    const { viewers, enrollment } = await binding(run)
    const [viewer] = viewers
    const before = viewers.map(({ socket }) => socket.incoming.length)
    const cancelled = { type: 'enrollment.cancelled', marker: 'forged-marker' }
    for (const origin of ['another#1', '', '__proto__', 'x'.repeat(5_000)]) viewer.send(cancelled, origin)
    for (const origin of ['another#1', null, 7, undefined])
      viewer.socket.send(
        JSON.stringify({
          type: 'xstate.event',
          event: JSON.stringify({ name: cancelled.type, data: cancelled, origin }),
        }),
      )
    await Promise.all(viewers.map((each) => each.heard()))
    assert.is(enrollment.view().can.cancel, true)
    assert.equal(run.refused, Array(8).fill('unknownEnrollment'))
    // Of whose it is nothing is known, and what the viewer wrote there is not passed on.
    assert.equal([...new Set(run.refusedOf)], [null])
    assert.equal(
      viewers.map(({ socket }) => socket.incoming.length),
      before,
    )
  },
)

refusals('an event for an enrollment that has ended is told to the host alone', async ({ run }) => {
  const viewer = await run.viewer()
  const { send } = run.enroll()
  await send(choose.SMS, submitCode)
  await viewer.until(() => viewer.of('service.stop').length > 0)
  viewer.send(choose.OTP)
  await viewer.heard()
  assert.equal(run.refused, ['unknownEnrollment'])
})

refusals('what is no event is told to the host with the enrollment it was for', async ({ run }) => {
  const { viewers, enrollment } = await binding(run)
  const [viewer] = viewers
  const { sessionId } = viewer.of('service.register')[0] ?? { sessionId: '' }
  for (const event of [
    'no json',
    7,
    'x'.repeat(9_000),
    JSON.stringify({ origin: sessionId }),
    JSON.stringify({ origin: sessionId, data: null }),
    JSON.stringify({ origin: sessionId, data: { type: 7 } }),
  ])
    viewer.socket.send(JSON.stringify({ type: 'xstate.event', event }))
  await viewer.heard()
  const { id } = enrollment.enrollment
  assert.equal(run.refused, Array(6).fill('notACommand'))
  assert.equal(run.refusedOf, [null, null, null, id, id, id])
})

refusals(
  'what is no message of a viewer is dropped, and ends neither program nor connection',
  async ({ run }) => {
    const { viewers, enrollment } = await binding(run)
    const [viewer, other] = viewers
    const before = viewers.map(({ events }) => events.length)
    const { sessionId } = viewer.of('service.register')[0] ?? { sessionId: '' }
    for (const text of [
      'no json',
      'null',
      '[]',
      '{}',
      '{"type":"xstate.event"}',
      '{"type":"xstate.event","event":"no json"}',
      '{"type":"xstate.event","event":"null"}',
      `{"type":"xstate.event","event":"{\\"origin\\":\\"${sessionId}\\"}"}`,
      `{"type":"xstate.event","event":"{\\"origin\\":\\"${sessionId}\\",\\"data\\":null}"}`,
      `{"type":"service.event","event":"{}","sessionId":"${sessionId}"}`,
      `{"type":"service.stop","sessionId":"${sessionId}"}`,
      `{"type":"service.register","machine":"{}","state":"{}","sessionId":"x"}`,
      '{"type":"disconnect"}',
      '{"type":"unload"}',
      '{"type":"xstate.stop"}',
      '{"type":"__proto__"}',
    ]) {
      viewer.socket.send(text)
    }
    viewer.socket.send(Buffer.from('{"type":"disconnect"}'))
    await Promise.all(viewers.map((each) => each.heard()))
    assert.equal(
      viewers.map(({ events }) => events.length),
      before,
    )
    viewer.send({ type: 'enrollment.cancelled' })
    await other.until(() => other.of('service.event').at(-1)?.event.name === 'enrollment.cancelled')
    assert.is(enrollment.state(), 'binding')
  },
)

refusals('a message against the protocol, or a long one, ends its own connection alone', async ({ run }) => {
  const { viewers, enrollment } = await binding(run)
  const [viewer, other] = viewers
  const gone = new Promise<number>((resolve) => {
    viewer.socket.once('close', resolve)
  })
  viewer.socket.send(`"${'x'.repeat(17 * 1_024)}"`)
  assert.is(await gone, 1009)
  other.send({ type: 'enrollment.cancelled' })
  await other.until(() => other.of('service.event').at(-1)?.event.name === 'enrollment.cancelled')
  assert.is(enrollment.state(), 'binding')
})

refusals.run()
