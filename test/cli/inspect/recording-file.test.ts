import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openRecordingFile, type RecordingFile } from '../../../src/cli/inspect/recording-file.ts'
import { encodeFrame, encodeHeader, readRecording } from '../../../src/inspect/index.ts'
import { inspected } from '../../inspect/inspected.ts'

const files = suite('the file of a recording')

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-record-'))
files.after(() => rmSync(folder, { recursive: true }))

const { frames } = inspected()
const [frame] = frames
assert.ok(frame)

const opened = (path: string): RecordingFile => {
  const file = openRecordingFile(path)
  if (file._tag === 'Left') throw new Error(file.left)
  return file.right
}

const made = (name: string, text: string, mode = 0o600): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

const refusal = (path: string): string => {
  const file = openRecordingFile(path)
  return file._tag === 'Left' ? file.left : 'opened'
}

files('is made for its owner alone, whatever the mask allows', () => {
  const before = process.umask(0)
  try {
    const path = join(folder, 'new')
    opened(path).close()
    assert.is(statSync(path).mode & 0o777, 0o600)
  } finally {
    process.umask(before)
  }
})

files('holds each frame, whole, when write returns, and keeps its mode', () => {
  const path = join(folder, 'growing')
  const file = opened(path)
  for (const count of [1, 2, 3]) {
    file.write(frame)
    const recording = readRecording(readFileSync(path, 'utf8'))
    if (recording._tag === 'Left') throw new Error(recording.left.message)
    assert.is(recording.right.frames.length, count)
    assert.is(recording.right.isTorn, false)
  }
  assert.is(statSync(path).mode & 0o777, 0o600)
  file.close()
})

files('names the version of the package that wrote it', () => {
  const path = join(folder, 'version')
  const file = opened(path)
  file.write(frame)
  file.close()
  assert.match(readFileSync(path, 'utf8').split('\n', 1)[0] ?? '', /"package":"\d+\.\d+\.\d+/)
})

files('that others can read is refused, and not touched', () => {
  for (const mode of [0o640, 0o604, 0o620, 0o644]) {
    const path = made(`open-${mode}`, encodeHeader(), mode)
    assert.is(refusal(path), 'open')
    assert.is(readFileSync(path, 'utf8'), encodeHeader())
  }
})

files('that is something else is refused, and not touched, though it is private', () => {
  for (const text of ['-----BEGIN OPENSSH PRIVATE KEY-----\n', '{}\n', '\n', 'x'.repeat(5_000)]) {
    const path = made('key', text)
    assert.is(refusal(path), 'notARecording')
    assert.is(readFileSync(path, 'utf8'), text)
  }
})

files('through a link is judged by what it leads to, and a link to nowhere makes no file', () => {
  const target = made('target', 'something else')
  symlinkSync(target, join(folder, 'link'))
  assert.is(refusal(join(folder, 'link')), 'notARecording')
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'))
  assert.is(refusal(join(folder, 'dangling')), 'unwritable')
  assert.not.ok(existsSync(join(folder, 'nowhere')))
})

files('that is no file is refused at once: a folder, a pipe, a terminal', () => {
  execFileSync('mkfifo', [join(folder, 'pipe')])
  for (const path of [folder, join(folder, 'pipe'), '/dev/null']) assert.is(refusal(path), 'notAFile', path)
})

files('in a folder that is not there cannot be written', () => {
  assert.is(refusal(join(folder, 'absent', 'a')), 'unwritable')
})

files('that holds a recording is replaced by the first frame, not before', () => {
  const earlier = `${encodeHeader('0.0.1')}${encodeFrame(frame).repeat(9)}`
  const path = made('earlier', earlier)
  const file = opened(path)
  assert.is(file.isReplacing, true)
  assert.is(file.hasFrames(), false)
  assert.is(readFileSync(path, 'utf8'), earlier)
  file.write(frame)
  file.close()
  const recording = readRecording(readFileSync(path, 'utf8'))
  assert.ok(recording._tag === 'Right' && recording.right.frames.length === 1)
})

files('that is empty replaces nothing', () => {
  const file = opened(made('empty', ''))
  assert.is(file.isReplacing, false)
  file.close()
})

files.run()
