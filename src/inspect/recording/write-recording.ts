import { InspectionFrame } from '../frame/frame.ts'
import { shownTextOf } from '../frame/shown-text.ts'
import { recordingFormat, recordingVersion, type RecordingHeader } from './recording.ts'

/**
 * The first line of a recording, with its line feed.
 *
 * @param packageVersion of the program that writes it, for support.
 */
export const encodeHeader = (packageVersion?: string): string => {
  const header: RecordingHeader = {
    format: recordingFormat,
    version: recordingVersion,
    ...(packageVersion !== undefined && { package: shownTextOf(packageVersion) }),
  }
  return `${JSON.stringify(header)}\n`
}

/**
 * A frame as one line of a recording (NDJSON), with its line feed. What the codec does not name is left out.
 *
 * A recording shows who enrolled what, when, with masked contact data: write it so that its owner alone can
 * read it (mode 0600).
 *
 * @throws Error if it is no frame, for callers without types.
 *
 * @example
 * append(encodeHeader('0.1.0'))
 * inspectEnrollment({ onFrame: (frame) => append(encodeFrame(frame)) })
 */
export const encodeFrame = (frame: InspectionFrame): string =>
  `${JSON.stringify(InspectionFrame.encode(frame))}\n`
