import type {
  InspectionFrame,
  MachineStructure,
  ShownState,
  TransitionStructure,
} from '../../inspect/index.ts'
import { activeStatesOf } from './active-states.ts'

const leadsTo = (
  { target }: TransitionStructure,
  before: readonly string[],
  after: readonly string[],
): boolean => (target === null ? before.join() === after.join() : after.includes(target))

/**
 * The transitions that an event may have taken, by where it led from and to. Guards are not known here: two
 * that differ in nothing else are both named, and lie on one line of the picture.
 *
 * @param before where the enrollment stood; null where that is not known.
 */
export const takenBy = (
  structure: MachineStructure,
  before: ShownState | null,
  frame: InspectionFrame,
): readonly TransitionStructure[] => {
  if (before === null || frame.type !== 'event.taken') return []
  const from = activeStatesOf(structure, before.value)
  const to = activeStatesOf(structure, frame.state.value)
  // The innermost state is asked first, as the machine does.
  for (const source of from.toReversed()) {
    const found = structure.transitions.filter(
      (transition) =>
        transition.source === source &&
        transition.event === frame.event.type &&
        leadsTo(transition, from, to),
    )
    if (found.length > 0) return found
  }
  return []
}

/**
 * The transitions that led to a step: of its own event, or of the last one, where it only tells that an
 * enrollment was met or has ended.
 */
export const takenAt = (
  structure: MachineStructure,
  frames: readonly InspectionFrame[],
  index: number,
): readonly TransitionStructure[] => {
  const frame = frames[index]
  if (frame === undefined || frame.type === 'enrollment.started') return []
  if (frame.type === 'enrollment.stopped') return takenAt(structure, frames, index - 1)
  return takenBy(structure, frames[index - 1]?.state ?? null, frame)
}

/** What a person calls an event: the machine's own events by the words of the picture. */
export const eventNameOf = ({ transitions }: MachineStructure, type: string): string =>
  transitions.find(({ event }) => event === type)?.label ?? type
