import type { MachineStructure, TransitionStructure } from '../../inspect/index.ts'

/** One line of the picture: all transitions from one state to another share it, each with a row of its own. */
export interface PictureEdge {
  /** `<source>><target>` */
  readonly id: string
  readonly source: string
  readonly target: string
  readonly transitions: readonly TransitionStructure[]
  /** Whether it is a step of the main path. */
  readonly isMain: boolean
}

/** Transitions that lead nowhere else are drawn in the box of their state, not as a line. */
export const staysIn = ({ source, target }: TransitionStructure): boolean =>
  target === null || target === source

/** The id of the line that a transition is drawn on; null if it is drawn in its state's box. */
export const edgeIdOf = (transition: TransitionStructure): string | null =>
  staysIn(transition) ? null : `${transition.source}>${transition.target}`

/** The lines of the picture, in the order of the machine's source. */
export const pictureEdgesOf = (
  { transitions }: MachineStructure,
  mainPath: readonly string[],
): readonly PictureEdge[] => {
  const edges = new Map<string, PictureEdge>()
  for (const transition of transitions) {
    const { source, target } = transition
    const id = edgeIdOf(transition)
    if (id === null || target === null) continue
    const isMain = mainPath.includes(source) && mainPath[mainPath.indexOf(source) + 1] === target
    const before = edges.get(id)?.transitions ?? []
    edges.set(id, { id, source, target, transitions: [...before, transition], isMain })
  }
  return [...edges.values()]
}
