import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { enrollmentMachine } from '../../machines/index.ts'
import { inspectEnrollment, type InspectionFrame } from '../../src/inspect/index.ts'
import { live } from '../live/live-enrollment.ts'
import { bare, choose, enrollmentId, secrets, submitCode } from '../machines/examples.ts'
import { flushed } from '../machines/started.ts'
import { inspected, told } from './inspected.ts'

const commands = suite('commands that come from an inspector')
const refused = (reason: string) => ({ accepted: false, reason })

commands('drive the enrollment to its end', async () => {
  const { inspection, settled, state } = inspected()
  for (const command of [choose.OTP, submitCode, bare('recoveryCode.saved')]) {
    assert.equal(inspection.send(enrollmentId, command), { accepted: true })
    await settled()
  }
  assert.is(state(), 'done')
})

commands('are refused for the reasons that the library would give', async () => {
  const { inspection, send, jump, frames } = inspected()
  assert.equal(inspection.send(enrollmentId, submitCode), refused('notNow'))
  await send(choose.SMS)
  assert.equal(inspection.send(enrollmentId, bare('code.resend')), refused('coolingDown'))
  assert.equal(inspection.send(enrollmentId, { ...submitCode, generation: 0 }), refused('staleGeneration'))
  assert.equal(inspection.send(enrollmentId, { ...submitCode, passCode: 'abc' }), refused('invalidCode'))
  assert.equal(inspection.send('somebody else', submitCode), refused('unknownEnrollment'))
  const { length } = frames
  assert.is(length, 3)
  jump(60_000)
  assert.equal(inspection.send(enrollmentId, submitCode), refused('tokenExpired'))
  assert.is(frames.map(told).at(-1), 'code.submitted expired')
})

const forged: readonly unknown[] = [
  ...enrollmentMachine.events
    .filter((type) => type.startsWith('xstate.') || type === 'enrollment.restored')
    .map((type) => ({
      type,
      output: { sentAt: 0, repliedAt: 0 },
      error: { secret: 'forged' },
      at: 0,
      sendAgainAt: 0,
    })),
  { type: 'xstate.stop' },
  { type: 'xstate.init', input: { enrollmentId: 'forged' } },
  { type: 'done.invoke.enrollFactor', data: 'forged' },
  { type: 'error.platform.enrollFactor', data: 'forged' },
  { type: 'xstate.snapshot.enrollFactor', snapshot: { status: 'done' } },
  { type: '*' },
  { type: '' },
  { type: ['code.submitted'], passCode: secrets.passCode },
  JSON.parse('{"__proto__":{"type":"enrollment.cancelled"}}'),
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('forged')
      },
    },
  ),
  null,
  undefined,
  7,
  'enrollment.cancelled',
  [],
]

commands('that are none, but forged events, are refused and told to nobody', async () => {
  for (const prepare of [[], [choose.OTP], [choose.OTP, submitCode]] as const) {
    const { inspection, send, actor, frames } = inspected()
    await send(...prepare)
    const before = { snapshot: actor.getSnapshot(), frames: [...frames] }
    for (const event of forged) assert.equal(inspection.send(enrollmentId, event), refused('notACommand'))
    await flushed()
    assert.is(actor.getSnapshot(), before.snapshot)
    assert.equal(frames, before.frames)
  }
  assert.ok(forged.length > 20)
})

commands('that are refused are told to nobody', async () => {
  const { inspection, send, frames } = inspected()
  await send(choose.FACE)
  const { length } = frames
  assert.equal(inspection.send(enrollmentId, submitCode), refused('notNow'))
  assert.is(frames.length, length)
})

commands('may be sent by whoever hears a frame', async () => {
  const enrollment = inspected()
  enrollment.inspection.subscribe(({ state }) => {
    if (state.value === 'awaitingCode') enrollment.inspection.send(enrollmentId, submitCode)
  })
  await enrollment.send(choose.SMS)
  await enrollment.reached('done')
  assert.is(enrollment.frames.map(told).at(-1), 'enrollment.stopped done done')
})

commands('are refused while the enrollment still tells of the one before', async () => {
  const answers: unknown[] = []
  const inspection = inspectEnrollment()
  const told_ = live({ inspect: inspection.inspect })
  told_.enrollment.subscribe(({ state }) => {
    if (state !== 'requesting') return
    // Whatever the host sends after this has to be judged rightly, too.
    answers.push(inspection.send(enrollmentId, bare('enrollment.cancelled')))
    answers.push(told_.enrollment.send(bare('enrollment.cancelled')))
    answers.push(inspection.send(enrollmentId, choose.SMS))
    answers.push(told_.enrollment.send(choose.SMS))
  })
  await told_.send(choose.OTP)
  assert.equal(answers, [refused('notNow'), { accepted: true }, refused('notNow'), refused('notNow')])
  assert.is(told_.state(), 'cancelled')
})

commands('find the enrollment that goes on under an id, and not the one before it', async () => {
  const inspection = inspectEnrollment()
  const [first, second] = [live({ inspect: inspection.inspect }), live({ inspect: inspection.inspect })]
  first.enrollment.stop()
  assert.equal(inspection.send(enrollmentId, choose.OTP), { accepted: true })
  assert.is(second.state(), 'requesting')
  second.enrollment.stop()
  assert.equal(inspection.send(enrollmentId, choose.OTP), refused('ended'))
})

commands.run()

const listeners = suite('whoever listens to frames')

listeners('is told first, when late, of what is under way', async () => {
  const { inspection, send } = inspected()
  await send(choose.OTP)
  const heard: InspectionFrame[] = []
  const stop = inspection.subscribe((frame) => heard.push(frame))
  assert.equal(heard.map(told), ['enrollment.started awaitingCode'])
  await send(submitCode)
  assert.is(heard.length, 3)
  stop()
  await send(bare('recoveryCode.saved'))
  assert.is(heard.length, 3)
  const later: InspectionFrame[] = []
  inspection.subscribe((frame) => later.push(frame))
  assert.equal(later, [])
})

listeners('may throw without the enrollment noticing, and the others still hear', async () => {
  const defects: unknown[] = []
  const heard: string[] = []
  const inspection = inspectEnrollment({
    onFrame: () => {
      throw new Error('A broken listener')
    },
    onDefect: (defect) => defects.push(defect),
  })
  inspection.subscribe((frame) => heard.push(told(frame)))
  const { send, state } = live({ inspect: inspection.inspect })
  await send(choose.SMS, submitCode)
  assert.is(state(), 'done')
  assert.is(heard.length, 6)
  assert.is(defects.length, 6)
})

listeners('may break the one who hears of it, too', async () => {
  const printed: unknown[] = []
  const { error } = console
  console.error = (...words: readonly unknown[]) => printed.push(...words)
  try {
    const broken = () => {
      throw new TypeError(secrets.token)
    }
    const inspection = inspectEnrollment({ onFrame: broken, onDefect: broken, now: () => 0 })
    const { send, state } = live({ inspect: inspection.inspect })
    await send(choose.OTP)
    assert.is(state(), 'awaitingCode')
  } finally {
    console.error = error
  }
  assert.is(printed.length, 3)
  assert.match(String(printed[0]), 'TypeError')
  assert.not.ok(String(printed).includes(secrets.token))
})

listeners('does not keep a clock that throws from the enrollment', async () => {
  const inspection = inspectEnrollment({
    now: () => {
      throw new Error('no time')
    },
    onFrame: () => undefined,
    onDefect: () => undefined,
  })
  const { send, state } = live({ inspect: inspection.inspect })
  await send(choose.SMS, submitCode)
  assert.is(state(), 'done')
})

listeners.run()
