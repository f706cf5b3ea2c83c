/**
 * The machine as a picture needs it: plain data, the same for the viewer, the Mermaid diagram, the table
 * in the docs and the bridge to `@xstate/inspect`. It has no functions, so it can be sent as JSON.
 */
export interface MachineStructure {
  /** `enrollment` */
  readonly id: string
  /** Every state but the root, parents before their children, in the order of the machine's source. */
  readonly states: readonly StateStructure[]
  readonly transitions: readonly TransitionStructure[]
}

export interface StateStructure {
  /** `enrollment.reconciling.asking` */
  readonly id: string
  /** `asking` */
  readonly key: string
  /** The id of the state around it; the machine's id at the top. */
  readonly parent: string
  readonly type: 'atomic' | 'compound' | 'final'
  /** The id of the state entered first, for compound states. */
  readonly initial: string | null
  /** Whether the state around it, or the machine, enters it first. */
  readonly isInitial: boolean
  readonly tags: readonly string[]
  /** The calls of the service that run while it is active. */
  readonly invokes: readonly { readonly id: string; readonly src: string }[]
}

/** One edge: from a state, on an event, under a guard, to a state. */
export interface TransitionStructure {
  /** Unique and stable: `<source>:<event>:<index>`. */
  readonly id: string
  readonly source: string
  /** Null for a transition that stays where it is and enters nothing anew. */
  readonly target: string | null
  /**
   * - `command`: a person's or host's word, may be sent from an inspector
   * - `internal`: the host's own (`enrollment.restored`)
   * - `done`, `error`: a call of the service was answered
   * - `after`: the time came
   */
  readonly kind: 'command' | 'internal' | 'done' | 'error' | 'after'
  /** As XState names it. */
  readonly event: string
  /** What a picture writes beside the edge: `code.submitted`, `enrollFactor done`, `after tokenLifetime`. */
  readonly label: string
  /** The guard's name; null where there is none. */
  readonly guard: string | null
  /** The names of the actions, in order. */
  readonly actions: readonly string[]
  /** The delay's name, for `after`. */
  readonly delay: string | null
  readonly reenter: boolean
}
