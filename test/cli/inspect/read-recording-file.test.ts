import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRecordingFile } from '../../../src/cli/inspect/read-recording-file.ts'
import { withRecording } from '../../../src/cli/inspect/viewer-files.ts'
import { textsFor } from '../../../src/cli/texts/texts.ts'
import { encodeFrame, encodeHeader, readRecording } from '../../../src/inspect/index.ts'
import { inspected } from '../../inspect/inspected.ts'

const reading = suite('a recording that is to be shown')

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-replay-'))
reading.after(() => rmSync(folder, { recursive: true }))

const file = (text: string): string => {
  const path = join(folder, 'recording')
  writeFileSync(path, text)
  return path
}

const { frames } = inspected()
const whole = [encodeHeader('1.2.3'), ...frames.map(encodeFrame)].join('')

const refused: readonly (readonly [what: string, path: () => string, en: RegExp, zh: RegExp])[] = [
  ['is not there', () => join(folder, 'absent'), /no such file/, /找不到该文件/],
  ['has an impossible name', () => 'a\0b', /no such file/, /找不到该文件/],
  ['is a folder', () => folder, /not a file/, /不是文件/],
  ['is empty', () => file(''), /no recording of an enrollment/, /不是绑定流程的记录/],
  ['is something else', () => file('{"a":1}\n'), /no recording of an enrollment/, /不是绑定流程的记录/],
  ['holds no event', () => file(encodeHeader()), /holds no event/, /没有任何事件/],
  [
    'is of another version',
    () => file(whole.replace('"version":1', '"version":2')),
    /of another version/,
    /其他版本/,
  ],
  ['was damaged', () => file(`${encodeHeader()}{}\n${whole}`), /line 2 .* damaged/, /第 2 行/],
  [
    'is too large',
    () => {
      const path = file(whole)
      truncateSync(path, 65 * 1024 * 1024)
      return path
    },
    /larger than any recording/,
    /过大/,
  ],
]

for (const [what, path, en, zh] of refused) {
  reading(`that ${what} is refused by a sentence that says what to do`, () => {
    const recording = readRecordingFile(path())
    if (recording._tag === 'Right') throw new Error('It was read')
    assert.match(textsFor('en').inspect.recordingFault(recording.left), en)
    assert.match(textsFor('zh-CN').inspect.recordingFault(recording.left), zh)
  })
}

reading('may have lost the end of its last line', () => {
  const recording = readRecordingFile(file(`${whole}{"type":"event.ta`))
  if (recording._tag === 'Left') throw new Error(recording.left.is)
  assert.equal(recording.right.frames, frames)
  assert.is(recording.right.isTorn, true)
})

reading('stands beside a page that names it, whatever its name, without what no frame names', () => {
  const forged = whole.replace('"seq"', '"otpSecret":"SECRET","seq"')
  const recording = readRecordingFile(file(forged))
  if (recording._tag === 'Left') throw new Error(recording.left.is)
  const page = new TextEncoder().encode('<!doctype html>\n<html lang="en"><head></head></html>')
  const files = withRecording(
    new Map([['/index.html', { type: 'text/html', body: page }]]),
    `"><script>alert(1)</script>$'.ndjson`,
    recording.right,
  )
  const textOf = (path: string) => new TextDecoder().decode(files.get(path)?.body)
  assert.is(
    textOf('/index.html'),
    '<!doctype html>\n<html data-channel="none" data-recording="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$\'.ndjson" lang="en"><head></head></html>',
  )
  assert.match(forged, 'SECRET')
  assert.is(textOf('/recording'), whole)
  assert.equal(readRecording(textOf('/recording')), readRecording(whole))
})

reading.run()
