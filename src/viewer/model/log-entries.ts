import type { InspectionFrame, MachineStructure } from '../../inspect/index.ts'
import { pathOf } from './active-states.ts'
import { eventNameOf, takenBy } from './taken.ts'

/** A line of the event log. */
export interface LogEntry {
  /** The index of its frame. */
  readonly index: number
  /** Epoch ms. */
  readonly at: number
  readonly event: string
  /** The enrollment was under way when it was met: what happened before is not known. */
  readonly isJoin: boolean
  /** Null where it began there, or stayed. */
  readonly from: string | null
  readonly to: string
  /** The guard that let it pass, where only one can have. */
  readonly guard: string | null
  /** What went wrong, by its tag. */
  readonly error: string | null
}

const eventOf = (structure: MachineStructure, frame: InspectionFrame): string =>
  frame.type === 'event.taken' ? eventNameOf(structure, frame.event.type) : frame.type

const entryOf = (
  structure: MachineStructure,
  before: InspectionFrame | undefined,
  frame: InspectionFrame,
  index: number,
): LogEntry => {
  const taken = takenBy(structure, before?.state ?? null, frame)
  const to = pathOf(frame.state.value)
  const from = before === undefined ? to : pathOf(before.state.value)
  return {
    index,
    at: frame.at,
    event: eventOf(structure, frame),
    isJoin: frame.type === 'enrollment.started' && frame.joined === true,
    from: from === to ? null : from,
    to,
    guard: taken.length === 1 ? (taken[0]?.guard ?? null) : null,
    error: frame.type === 'event.taken' ? (frame.event.error?._tag ?? null) : null,
  }
}

/** The log of an enrollment, a line a frame. */
export const logEntriesOf = (
  structure: MachineStructure,
  frames: readonly InspectionFrame[],
): readonly LogEntry[] => frames.map((frame, index) => entryOf(structure, frames[index - 1], frame, index))

/**
 * The same for one who asks again and again: an entry stays the same object as long as its frame stands where it
 * stood, so that what was drawn of it can stay, too.
 */
export const createLogReader = (structure: MachineStructure) => {
  let known: readonly InspectionFrame[] = []
  let entries: readonly LogEntry[] = []
  return (frames: readonly InspectionFrame[]): readonly LogEntry[] => {
    if (frames === known) return entries
    // Frames are only ever added at the end: where the first and the last known one stand, so do those between.
    const goesOn = known[0] === frames[0] && known.at(-1) === frames[known.length - 1]
    const first = goesOn ? known.length : 0
    const more = frames
      .slice(first)
      .map((frame, index) => entryOf(structure, frames[first + index - 1], frame, first + index))
    entries = first === 0 ? more : [...entries, ...more]
    known = frames
    return entries
  }
}
