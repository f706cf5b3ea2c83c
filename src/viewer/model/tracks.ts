import type { InspectionFrame } from '../../inspect/index.ts'

/** What is known of one enrollment. */
export interface Track {
  /** The oldest first. */
  readonly frames: readonly InspectionFrame[]
  /** How many older ones were let go. */
  readonly omitted: number
}

/** What is known of each enrollment, by its id, in the order they were met. */
export type Tracks = ReadonlyMap<string, Track>

export const noTrack: Track = { frames: [], omitted: 0 }

/** More than any enrollment of a person makes; the oldest go first, many at once, for then all is drawn anew. */
const kept = 5_000
const goAtOnce = 500

const saysNothingNew = (frame: InspectionFrame, last: InspectionFrame | undefined): boolean =>
  frame.type === 'enrollment.started' &&
  last !== undefined &&
  JSON.stringify(frame.state) === JSON.stringify(last.state)

/** One frame more. Who reconnects is told again what is under way: what is known already is not written twice. */
export const withFrame = (tracks: Tracks, frame: InspectionFrame): Tracks => {
  const { frames, omitted } = tracks.get(frame.enrollmentId) ?? noTrack
  if (saysNothingNew(frame, frames.at(-1))) return tracks
  const over = frames.length < kept ? 0 : goAtOnce
  return new Map(tracks).set(frame.enrollmentId, {
    frames: [...frames.slice(over), frame],
    omitted: omitted + over,
  })
}

/** All frames of a recording: none is let go, for who read it has left out what was too much. */
export const tracksOf = (frames: readonly InspectionFrame[]): Tracks => {
  const tracks = new Map<string, InspectionFrame[]>()
  for (const frame of frames) {
    const known = tracks.get(frame.enrollmentId)
    if (known === undefined) tracks.set(frame.enrollmentId, [frame])
    else if (!saysNothingNew(frame, known.at(-1))) known.push(frame)
  }
  return new Map([...tracks].map(([id, known]) => [id, { frames: known, omitted: 0 }]))
}
