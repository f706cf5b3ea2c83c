/**
 * What `@xstate/inspect` reads of an XState 4 service. Written by hand, so that no type of ours names
 * XState 4: who installs the package has XState 5 alone.
 */

/** An event in the envelope of XState 4; `data` is the event itself. */
export interface V4Event {
  readonly name: string
  readonly data: { readonly type: string }
  readonly $$type: 'scxml'
  readonly type: 'external'
}

export interface V4Transition {
  readonly target: readonly string[]
  readonly source: string
  readonly cond?: { readonly type: 'xstate.guard'; readonly name: string }
  readonly actions: readonly { readonly type: string }[]
  readonly internal: boolean
  readonly event: string
  readonly eventType: string
  readonly delay?: number
}

export interface V4Action {
  readonly type: string
  readonly [field: string]: unknown
}

export interface V4Node {
  readonly id: string
  readonly key: string
  readonly type: 'atomic' | 'compound' | 'final'
  readonly initial?: string
  readonly states: Readonly<Record<string, V4Node>>
  readonly on: Readonly<Record<string, readonly V4Transition[]>>
  readonly transitions: readonly V4Transition[]
  readonly entry: readonly V4Action[]
  readonly exit: readonly V4Action[]
  readonly activities: readonly []
  readonly order: number
  readonly invoke: readonly { readonly type: 'xstate.invoke'; readonly id: string; readonly src: string }[]
  readonly tags: readonly string[]
}

export interface V4Definition extends V4Node {
  readonly context: object
  readonly predictableActionArguments: true
}

export interface V4State {
  readonly value: string | Readonly<Record<string, string>>
  readonly context: object
  readonly event: { readonly type: string }
  readonly _event: V4Event
  readonly _sessionid: string
  readonly actions: readonly []
  readonly activities: object
  readonly configuration: readonly []
  readonly transitions: readonly []
  readonly meta: object
  readonly events: readonly []
  readonly children: Readonly<Record<string, { readonly id: string }>>
  readonly done: boolean
  readonly changed: boolean
  readonly tags: readonly string[]
}

/** A service as the registry of `@xstate/inspect` takes it. */
export interface V4Service {
  readonly id: string
  readonly sessionId: string
  readonly machine: object
  readonly initialState: object
  readonly state: object
  send: (event: V4Event) => unknown
  subscribe(listener: (state: V4State) => void): { readonly unsubscribe: () => void }
  onStop(listener: () => void): unknown
}

/** The registry that `@xstate/inspect` watches, one for each run. */
export interface V4Registry {
  register(service: V4Service): void
}

/** A running `inspect()` of `@xstate/inspect`. */
export interface V4Connection {
  readonly registry: V4Registry
  readonly disconnect: () => void
}
