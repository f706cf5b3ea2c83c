import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { decodePaths } from '../../../machines/index.ts'
import { plainText } from '../../view/index.ts'
import { InspectionFrame } from '../frame/frame.ts'
import {
  RecordingHeader,
  recordingFormat,
  recordingVersion,
  type Recording,
  type RecordingProblem,
} from './recording.ts'

type Refused = E.Either<RecordingProblem, never>

/** An enrollment makes some dozen frames of about 1 kB each. */
const byDefault = 16 * 1024 * 1024

const parsed = (line: string): E.Either<'torn', unknown> => {
  try {
    const value: unknown = JSON.parse(line)
    return E.right(value)
  } catch {
    return E.left('torn')
  }
}

const Versioned = t.type({ format: t.literal(recordingFormat), version: t.unknown })

const notARecording: Refused = E.left({
  _tag: 'notARecording',
  message:
    'This is no recording of an enrollment: its first line is another. Choose a file that --record wrote.',
})

const headerIn = (line: string): E.Either<RecordingProblem, RecordingHeader> => {
  const json = parsed(line)
  if (E.isLeft(json)) return notARecording
  const header = RecordingHeader.decode(json.right)
  if (E.isRight(header)) return header
  if (!Versioned.is(json.right) || json.right.version === recordingVersion) return notARecording
  const found = plainText(String(json.right.version), 20)
  return E.left({
    _tag: 'otherVersion',
    message: `This recording has version ${found}, and this program reads version ${recordingVersion}. Open it with the version of mfa-enrollment that wrote it.`,
  })
}

const badLine = (line: number, why: string): Refused =>
  E.left({
    _tag: 'badLine',
    line,
    message: `Line ${line} of the recording ${why}. It was damaged or changed; ask for the file anew.`,
  })

const frameIn = (
  line: string,
  number: number,
  isLast: boolean,
): E.Either<RecordingProblem, InspectionFrame | null> => {
  const json = parsed(line)
  // A line is written with its line feed, so one without is a line that broke off.
  if (E.isLeft(json)) return isLast ? E.right(null) : badLine(number, 'is no JSON')
  const frame = InspectionFrame.decode(json.right)
  if (E.isRight(frame)) return frame
  const paths = decodePaths(frame.left)
    .map((path) => plainText(path, 60))
    .filter((path) => path !== '')
  const where = paths.length === 0 ? '' : ` (${paths.slice(0, 3).join(', ')})`
  return badLine(number, `is no frame of an enrollment${where}`)
}

/**
 * Reads a recording back. A last line that broke off is left out, for the program may have crashed while it
 * was written, and that is when a recording is wanted most; any other line that is no frame refuses the
 * file. Fields that this version does not know are left out, so a forged file shows nothing that a true one could not.
 *
 * @param maxLength in UTF-16 code units, 16 Mi by default.
 *
 * @example
 * const recording = readRecording(await file.text())
 * if (recording._tag === 'Left') show(recording.left.message)
 * else replay(recording.right.frames)
 */
export const readRecording = (
  text: string,
  { maxLength = byDefault }: { readonly maxLength?: number } = {},
): E.Either<RecordingProblem, Recording> => {
  if (text.length > maxLength)
    return E.left({
      _tag: 'tooLarge',
      message: `This file is larger than ${maxLength} characters, which no recording of an enrollment is. Choose another one.`,
    })
  // Editors of Windows may have put a mark in front, and a carriage return at each end.
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const header = headerIn(first)
  if (E.isLeft(header)) return header
  const frames: InspectionFrame[] = []
  let isTorn = false
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1
    if (line === '') continue
    const frame = frameIn(line, index + 2, isLast)
    if (E.isLeft(frame)) return frame
    if (frame.right === null) isTorn = true
    else frames.push(frame.right)
  }
  return E.right({ header: header.right, frames, isTorn })
}
