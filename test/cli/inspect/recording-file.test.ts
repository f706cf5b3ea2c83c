import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
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
import { textsFor } from '../../../src/cli/texts/texts.ts'
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

files('that is a link is refused, wherever it leads, and a link to nowhere makes no file', () => {
  const target = made('target', encodeHeader())
  for (const [name, leadsTo] of [
    ['link', target],
    ['link-to-link', join(folder, 'link')],
    ['link-to-folder', folder],
    ['dangling', join(folder, 'nowhere')],
  ] as const) {
    symlinkSync(leadsTo, join(folder, name))
    assert.is(refusal(join(folder, name)), 'symbolicLink', name)
  }
  assert.is(readFileSync(target, 'utf8'), encodeHeader())
  assert.not.ok(existsSync(join(folder, 'nowhere')))
})

files('may be in a folder that a link leads to', () => {
  mkdirSync(join(folder, 'real'))
  symlinkSync(join(folder, 'real'), join(folder, 'linked-folder'))
  const file = opened(join(folder, 'linked-folder', 'a'))
  file.write(frame)
  file.close()
  assert.ok(existsSync(join(folder, 'real', 'a')))
})

files('that has a second name is refused, under either, and not touched', () => {
  const one = made('one-name', encodeHeader())
  const other = join(folder, 'another-name')
  linkSync(one, other)
  for (const path of [one, other]) assert.is(refusal(path), 'hardLink')
  assert.is(readFileSync(one, 'utf8'), encodeHeader())
  rmSync(other)
  opened(one).close()
})

files('that belongs to another user is refused, and not touched', () => {
  const path = made('theirs', encodeHeader())
  const { geteuid } = process
  if (geteuid === undefined) throw new Error('This test wants users')
  const me = geteuid()
  process.geteuid = () => me + 1
  try {
    assert.is(refusal(path), 'notYours')
  } finally {
    process.geteuid = geteuid
  }
  opened(path).close()
  if (me !== 0) return
  // Only root can give a file away.
  chownSync(path, 65_534, 65_534)
  assert.is(refusal(path), 'notYours')
  assert.is(readFileSync(path, 'utf8'), encodeHeader())
})

files('that is refused is told with what to do about it, in both languages', () => {
  for (const [fault, en, zh] of [
    ['symbolicLink', /^--record: F is a link; name the file itself, or a new one$/, /F 是链接/],
    ['hardLink', /^--record: F has a second name elsewhere \(a hard link\); name a new file$/, /F .*硬链接/],
    ['notYours', /^--record: F belongs to another user; name a new file$/, /F 属于其他用户/],
  ] as const) {
    assert.match(textsFor('en').inspect.recordFault(fault, 'F'), en)
    assert.match(textsFor('zh-CN').inspect.recordFault(fault, 'F'), zh)
  }
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
