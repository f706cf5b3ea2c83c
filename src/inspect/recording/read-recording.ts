import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { decodePaths } from '../../../machines/index.ts'
import { plainText } from '../../view/index.ts'
import { InspectionFrame } from '../frame/frame.ts'
import { shownTextOf } from '../frame/shown-text.ts'
import { doubtOf } from './doubt-of.ts'
import { harmlessFrame } from './harmless-frame.ts'
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

/** More than the enrollments of one person ever make; whatever shows them has to keep them. */
const mostFrames = 5_000

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
  if (E.isRight(header)) {
    const { package: writer, ...known } = header.right
    return E.right({ ...known, ...(writer !== undefined && { package: shownTextOf(writer) }) })
  }
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
  const frame = E.chain(harmlessFrame)(InspectionFrame.decode(json.right))
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
 * file. A file may come from anybody: what no machine and no clock makes is refused, too, and fields that this
 * version does not know, invisible characters, and all of a text beyond 128 characters are left out. What
 * `encodeFrame` wrote is read as it was.
 *
 * @param maxLength in UTF-16 code units, 16 Mi by default.
 * @param maxFrames 5000 by default. Of more the oldest are left out, for what went wrong stands at the end;
 *   `omitted` says how many.
 *
 * @example
 * const recording = readRecording(await file.text())
 * if (recording._tag === 'Left') show(recording.left.message)
 * else replay(recording.right.frames)
 */
export const readRecording = (
  text: string,
  {
    maxLength = byDefault,
    maxFrames = mostFrames,
  }: { readonly maxLength?: number; readonly maxFrames?: number } = {},
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
  const last = new Map<string, InspectionFrame>()
  let isTorn = false
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1
    if (line === '') continue
    const frame = frameIn(line, index + 2, isLast)
    if (E.isLeft(frame)) return frame
    if (frame.right === null) {
      isTorn = true
      continue
    }
    const { enrollmentId } = frame.right
    const doubt = doubtOf(frame.right, last.get(enrollmentId))
    if (doubt !== null) return badLine(index + 2, doubt)
    last.set(enrollmentId, frame.right)
    frames.push(frame.right)
  }
  const omitted = Math.max(0, frames.length - maxFrames)
  return E.right({ header: header.right, frames: frames.slice(omitted), omitted, isTorn })
}
