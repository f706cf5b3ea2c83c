import * as t from 'io-ts'
import type { InspectionFrame } from '../frame/frame.ts'

/** What a recording is called in its first line. */
export const recordingFormat = 'mfa-enrollment-recording'

/** Raised whenever a recording of before could no longer be read as one of now. */
export const recordingVersion = 1

/** The first line of a recording. */
export const RecordingHeader = t.readonly(
  t.exact(
    t.intersection([
      t.type({ format: t.literal(recordingFormat), version: t.literal(recordingVersion) }),
      // The version of the package that wrote it, for support.
      t.partial({ package: t.string }),
    ]),
  ),
  'RecordingHeader',
)
export type RecordingHeader = t.TypeOf<typeof RecordingHeader>

/** A recording that was read. */
export interface Recording {
  readonly header: RecordingHeader
  /** The oldest first; of a long recording the last ones, see `omitted`. */
  readonly frames: readonly InspectionFrame[]
  /** So many frames, the oldest, were left out, for there are more than `maxFrames`; else 0. */
  readonly omitted: number
  /** The last line broke off, as after a crash: it was left out. */
  readonly isTorn: boolean
}

/**
 * Why a text is no recording; `message` tells a person what to do.
 *
 * - `tooLarge`: beyond the limit; nothing was read.
 * - `notARecording`: its first line is not that of a recording.
 * - `otherVersion`: written by a version whose recordings this one does not read.
 * - `badLine`: a line (counted from 1) is no frame.
 */
export type RecordingProblem =
  | { readonly _tag: 'tooLarge'; readonly message: string }
  | { readonly _tag: 'notARecording'; readonly message: string }
  | { readonly _tag: 'otherVersion'; readonly message: string }
  | { readonly _tag: 'badLine'; readonly line: number; readonly message: string }
