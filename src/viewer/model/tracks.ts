import type { InspectionFrame } from '../../inspect/index.ts'

/** What is known of each enrollment, by its id, in the order they were met: its frames, the oldest first. */
export type Tracks = ReadonlyMap<string, readonly InspectionFrame[]>

/** More than any enrollment of a person makes; the oldest go first. */
const kept = 5_000

const saysNothingNew = (frame: InspectionFrame, last: InspectionFrame | undefined): boolean =>
  frame.type === 'enrollment.started' &&
  last !== undefined &&
  JSON.stringify(frame.state) === JSON.stringify(last.state)

/** One frame more. Who reconnects is told again what is under way: what is known already is not written twice. */
export const withFrame = (tracks: Tracks, frame: InspectionFrame): Tracks => {
  const frames = tracks.get(frame.enrollmentId) ?? []
  if (saysNothingNew(frame, frames.at(-1))) return tracks
  return new Map(tracks).set(frame.enrollmentId, [...frames, frame].slice(-kept))
}

/** All frames of a recording. */
export const tracksOf = (frames: readonly InspectionFrame[]): Tracks =>
  frames.reduce(withFrame, new Map<string, readonly InspectionFrame[]>())
