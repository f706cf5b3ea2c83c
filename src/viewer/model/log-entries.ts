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

/** The log of an enrollment, a line a frame. */
export const logEntriesOf = (
  structure: MachineStructure,
  frames: readonly InspectionFrame[],
): readonly LogEntry[] =>
  frames.map((frame, index) => {
    const before = frames[index - 1]?.state ?? null
    const taken = takenBy(structure, before, frame)
    const to = pathOf(frame.state.value)
    const from = before === null ? to : pathOf(before.value)
    return {
      index,
      at: frame.at,
      event: eventOf(structure, frame),
      from: from === to ? null : from,
      to,
      guard: taken.length === 1 ? (taken[0]?.guard ?? null) : null,
      error: frame.type === 'event.taken' ? (frame.event.error?._tag ?? null) : null,
    }
  })
