// A recording may come from anybody: what is shown of it is no more than what a true one could hold.
import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, type EnrollmentContext, type EnrollmentSnapshot } from '../../machines/index.ts'
import {
  encodeFrame,
  encodeHeader,
  eventFrame,
  readRecording,
  startedFrame,
  stoppedFrame,
  type InspectionFrame,
} from '../../src/inspect/index.ts'
import { choose, submitCode } from '../machines/examples.ts'
import { edges, meeting, snapshots } from '../machines/machine-graph.ts'
import { decoded } from '../machines/started.ts'
import { inspected } from './inspected.ts'

const foreign = suite('a recording of a stranger')

const day = 86_400_000

const frameInAwaitingCode = async (): Promise<InspectionFrame> => {
  const { send, frames } = inspected()
  await send(choose.SMS)
  const last = frames.at(-1)
  if (last?.type !== 'event.taken') throw new Error('There should be a frame of an event')
  return last
}
const written = (...frames: readonly unknown[]) =>
  encodeHeader() + frames.map((frame) => `${JSON.stringify(frame)}\n`).join('')
const read = (text: string) => {
  const recording = readRecording(text)
  if (recording._tag === 'Left') throw new Error(recording.left.message)
  return recording.right
}
const problemOf = (text: string) => {
  const recording = readRecording(text)
  if (recording._tag === 'Right') throw new Error('This should be refused')
  return recording.left
}

const hostile = `\u001b[2J\u202e\u200b\u2066\u0000\u2028${'x'.repeat(5_000)}`
const withoutInvisible = `[2J${'x'.repeat(125)}`

foreign('has its texts cleaned and cut, wherever a frame has one', async () => {
  const frame = await frameInAwaitingCode()
  const error = { _tag: 'invalidResponse', paths: Array(500).fill(hostile), requestId: hostile }
  const forged = {
    ...frame,
    enrollmentId: hostile,
    event: { type: hostile, factorType: 'SMS', maskedDestination: hostile, error },
    state: {
      ...frame.state,
      commands: [hostile, 'code.submitted', 'xstate.done.actor.enrollFactor', 'code.submitted'],
      context: {
        ...frame.state.context,
        enrollmentId: hostile,
        maskedDestination: hostile,
        factorId: hostile,
        error,
      },
    },
  }
  const header = encodeHeader().replace('}', `,"package":${JSON.stringify(hostile)}}`)
  const recording = read(header + written(forged).slice(encodeHeader().length))
  const [shown] = recording.frames
  if (shown?.type !== 'event.taken') throw new Error('The frame should be read')
  const { context, commands } = shown.state
  assert.is(recording.header.package, withoutInvisible)
  for (const text of [
    shown.enrollmentId,
    shown.event.maskedDestination,
    shown.event.error?.requestId,
    context.enrollmentId,
    context.maskedDestination,
    context.factorId,
    context.error?.requestId,
  ])
    assert.is(text, withoutInvisible)
  // As a frame of ours names an event, and lists commands.
  assert.is(shown.event.type, 'unknown')
  assert.equal(commands, ['code.submitted'])
  assert.not.match(JSON.stringify(recording), /\\u[0-9a-f]{4}|[\u202e\u200b\u2066\u2028]/)
  assert.ok(JSON.stringify(recording).length < 8_000)
})

foreign('is refused, with the line, where it names a state that the machine does not have', async () => {
  const frame = await frameInAwaitingCode()
  for (const value of [
    'flying',
    '',
    'enrollment.idle',
    '__proto__',
    'toString',
    'reconciling',
    {},
    { idle: 'asking' },
    { reconciling: 'flying' },
    { reconciling: 'asking', idle: 'idle' },
    { [hostile]: hostile },
  ]) {
    const problem = problemOf(written(frame, { ...frame, state: { ...frame.state, value } }))
    assert.equal(problem, {
      _tag: 'badLine',
      line: 3,
      message:
        'Line 3 of the recording names a state that the machine does not have. It was damaged or changed; ask for the file anew.',
    })
  }
})

foreign('is refused, with the line, where it says a time that no clock shows', async () => {
  const frame = await frameInAwaitingCode()
  for (const at of ['-1', '1e999', '-1e999', '8640000000000001', '1e300']) {
    const line = JSON.stringify({ ...frame, at: 7 }).replace('"at":7', `"at":${at}`)
    assert.equal(problemOf(`${encodeHeader()}${line}\n`), {
      _tag: 'badLine',
      line: 2,
      message:
        'Line 2 of the recording says a time that no clock shows. It was damaged or changed; ask for the file anew.',
    })
  }
  for (const at of [0, 8_640_000_000_000_000]) assert.is(read(written({ ...frame, at })).frames[0]?.at, at)
})

foreign('is refused where a number is none', async () => {
  const frame = await frameInAwaitingCode()
  const line = JSON.stringify({
    ...frame,
    state: { ...frame.state, context: { ...frame.state.context, seq: 7 } },
  }).replace('"seq":7', '"seq":1e999')
  assert.match(
    problemOf(`${encodeHeader()}${line}\n`).message,
    /^Line 2 of the recording has a number that is/,
  )
})

foreign('may be of a clock that was corrected, but of none that went back by more than a day', async () => {
  const frame = await frameInAwaitingCode()
  const later = { ...frame, at: frame.at + day + 1 }
  assert.is(read(written({ ...frame, at: frame.at + day }, frame)).frames.length, 2)
  assert.equal(problemOf(written(later, frame)), {
    _tag: 'badLine',
    line: 3,
    message:
      'Line 3 of the recording is more than a day older than the line before it. It was damaged or changed; ask for the file anew.',
  })
  // Each enrollment has the clock of its host.
  assert.is(read(written(later, { ...frame, enrollmentId: 'another' })).frames.length, 2)
  assert.is(problemOf(written(later, { ...frame, enrollmentId: 'another' }, frame))._tag, 'badLine')
})

const readBack = (frames: readonly InspectionFrame[]) =>
  read(encodeHeader('0.1.0') + frames.map(encodeFrame).join('')).frames

foreign('is no frame of ours: all that the machine can come to is read as it was written', () => {
  const stands = snapshots.flatMap((snapshot, at) => [
    startedFrame(snapshot, at, { restored: true, joined: true }),
    stoppedFrame(snapshot, at),
  ])
  const happened = edges
    .filter((_, index) => index % 20 === 0)
    .map(({ from, step, to }) => {
      const { snapshot, event } = meeting(from, step)
      return eventFrame(snapshot, event, to, step.at)
    })
  const frames = [...stands, ...happened]
  assert.ok(stands.length > 3_000 && happened.length > 2_000)
  // Their times are not those of one enrollment.
  const apart = frames.map((frame, index) => ({ ...frame, enrollmentId: `enrollment-${index}` }))
  for (let first = 0; first < apart.length; first += 1_000)
    assert.equal(readBack(apart.slice(first, first + 1_000)), apart.slice(first, first + 1_000))
})

const anyText = fc.string({ unit: 'binary', maxLength: 400, size: 'max' })
const anyContext: fc.Arbitrary<Partial<EnrollmentContext>> = fc.record({
  enrollmentId: anyText,
  factorId: fc.option(anyText, { nil: null }),
  error: fc.oneof(
    fc.record({
      _tag: fc.constant('invalidResponse' as const),
      paths: fc.array(anyText, { maxLength: 30 }),
      requestId: anyText,
    }),
    fc.record({ _tag: fc.constant('invalidInput' as const), field: fc.option(anyText, { nil: null }) }),
    fc.record({
      _tag: fc.constant('throttled' as const),
      retryAt: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    }),
  ),
  choice: fc
    .string({ minLength: 1, maxLength: 180, unit: fc.constantFrom('a', '例', '-') })
    .map((domain) => ({
      factorType: 'EMAIL' as const,
      profile: redact({ email: `mina@${domain}.example` }),
    })),
})

foreign('is no frame of ours: whatever servers and hosts wrote is read as it was written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...snapshots),
      fc.array(fc.tuple(anyContext, fc.integer({ min: 0, max: day })), { minLength: 1, maxLength: 5 }),
      (snapshot, steps) => {
        const frames = steps.flatMap(([context, at]) => {
          const changed: EnrollmentSnapshot = Object.assign(Object.create(snapshot), {
            context: { ...snapshot.context, ...context },
          })
          return [
            startedFrame(changed, at, { restored: false }),
            eventFrame(snapshot, decoded(submitCode), changed, at),
            stoppedFrame(changed, at),
          ]
        })
        assert.equal(readBack(frames), frames)
      },
    ),
  )
})

foreign.run()
