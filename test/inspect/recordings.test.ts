import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encodeFrame, encodeHeader, readRecording, type InspectionFrame } from '../../src/inspect/index.ts'
import { bare, choose, secrets, submitCode } from '../machines/examples.ts'
import { wrongCode } from '../machines/scripted-service.ts'
import { inspected } from './inspected.ts'

const recordings = suite('recordings')

const story = async () => {
  const { send, frames } = inspected({ script: { enrollFactor: [wrongCode] } })
  await send(choose.SMS, submitCode, bare('enrollment.cancelled'))
  return frames
}
const written = (frames: readonly InspectionFrame[]) =>
  encodeHeader('0.1.0') + frames.map(encodeFrame).join('')

const problemOf = (text: string, options?: { maxLength: number }) => {
  const recording = readRecording(text, options)
  if (recording._tag === 'Right') throw new Error('This should be no recording')
  return recording.left
}
const readable = (text: string) => {
  const recording = readRecording(text)
  if (recording._tag === 'Left') throw new Error(recording.left.message)
  return recording.right
}

recordings('are read as they were written, a line each', async () => {
  const frames = await story()
  const text = written(frames)
  assert.is(text.split('\n').length, frames.length + 2)
  const header = { format: 'mfa-enrollment-recording', version: 1, package: '0.1.0' }
  assert.equal(readable(text), { header, frames, omitted: 0, isTorn: false })
  assert.equal(readable(encodeHeader()).frames, [])
  assert.equal(readable(`\uFEFF${text.replaceAll('\n', '\r\n')}`).frames, frames)
})

recordings('keep everything but the line that a crash broke off, wherever it broke', async () => {
  const frames = await story()
  const text = written(frames)
  const header = encodeHeader('0.1.0').length
  fc.assert(
    fc.property(fc.integer({ min: header, max: text.length }), (length) => {
      const recording = readable(text.slice(0, length))
      const whole = text.slice(header, length).split('\n').length - 1
      // Its line feed alone may be missing: the frame is whole.
      const isComplete = text[length] === '\n' ? 1 : 0
      assert.equal(recording.frames, frames.slice(0, whole + isComplete))
      assert.is(recording.isTorn, text[length - 1] !== '\n' && isComplete === 0)
    }),
  )
})

recordings('are refused with the line that is damaged, and nothing of what stands there', async () => {
  const lines = written(await story()).split('\n')
  const damaged = (line: string) => problemOf([...lines.slice(0, 2), line, ...lines.slice(3)].join('\n'))
  assert.equal(damaged(`{"passCode":"${secrets.passCode}"`), {
    _tag: 'badLine',
    line: 3,
    message: 'Line 3 of the recording is no JSON. It was damaged or changed; ask for the file anew.',
  })
  const other = damaged(`{"type":"${secrets.passCode}"}`)
  assert.is(other._tag === 'badLine' && other.line, 3)
  assert.match(other.message, 'is no frame of an enrollment')
  assert.not.match(other.message, secrets.passCode)
})

recordings('of other versions, and other files, are refused with what to do', () => {
  const { _tag, message } = problemOf('{"format":"mfa-enrollment-recording","version":2}\n')
  assert.is(_tag, 'otherVersion')
  assert.match(message, /version 2, and this program reads version 1\. Open it with/)
  for (const text of [
    '',
    '\n',
    '[]',
    'null',
    '{"format":"har"}',
    'PNG\u0000',
    '{"format":"mfa-enrollment-rec',
    '{"format":"mfa-enrollment-recording","version":1,"package":7}',
  ])
    assert.is(problemOf(text)._tag, 'notARecording', text)
})

recordings('beyond a limit are not read at all', async () => {
  const text = written(await story())
  assert.is(problemOf(text, { maxLength: text.length - 1 })._tag, 'tooLarge')
  assert.is(problemOf('x'.repeat(16 * 1024 * 1024 + 1))._tag, 'tooLarge')
  assert.is(readRecording(text, { maxLength: text.length })._tag, 'Right')
})

recordings('beyond a number of frames are read from their end, and say how many are left out', async () => {
  const frames = await story()
  const [first] = frames
  if (first === undefined) throw new Error('There should be a frame')
  const many = Array.from({ length: 5_003 }, (_, index) => ({ ...first, at: index }))
  const cut = readable(written(many))
  assert.is(cut.omitted, 3)
  assert.equal(cut.frames, many.slice(3))
  assert.is(readable(written(many.slice(3))).omitted, 0)
  const short = readRecording(written(frames), { maxFrames: 2 })
  if (short._tag === 'Left') throw new Error(short.left.message)
  assert.is(short.right.omitted, frames.length - 2)
  assert.equal(short.right.frames, frames.slice(-2))
})

recordings('that were forged show nothing that a true one could not', async () => {
  const [frame] = await story()
  const { state, ...rest } = frame ?? { state: {} }
  const forged = {
    ...rest,
    secret: secrets.token,
    state: {
      ...state,
      secret: secrets.token,
      context: { ...frame?.state.context, enrollmentToken: secrets.token },
    },
  }
  const { frames } = readable(`${encodeHeader()}${JSON.stringify(forged)}\n`)
  assert.equal(frames, [frame])
})

recordings('hold nothing that a frame does not name', async () => {
  const [frame] = await story()
  if (frame === undefined) throw new Error('There should be a frame')
  const grown = { ...frame, secret: secrets.token }
  assert.not.ok(encodeFrame(grown).includes(secrets.token))
  assert.is(encodeFrame(grown), encodeFrame(frame))
})

recordings.run()
