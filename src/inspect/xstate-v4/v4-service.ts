import type { V4Definition, V4Event, V4Service, V4State } from './v4-shapes.ts'

export interface V4ServiceParts {
  readonly id: string
  readonly sessionId: string
  readonly definition: V4Definition
  readonly state: V4State
  /** Takes what an inspector sent. */
  readonly receive: (event: unknown) => void
}

export interface BridgedService {
  readonly service: V4Service
  /** Tells the inspectors what happened and where it led. */
  readonly report: (state: V4State) => void
  /** Tells the inspectors that it is over; afterwards nothing is told or received. */
  readonly stop: () => void
}

/**
 * An object that `@xstate/inspect` takes for a running service of XState 4.
 *
 * `@xstate/inspect` puts a `send` of its own over the service's, which tells every viewer what was sent before
 * anybody judged it: a passcode typed into one viewer would be shown in all. So `send` is an accessor. What
 * `@xstate/inspect` sets is kept and called with the events that really happened, redacted; what it gets, and
 * calls with an inspector's words, only passes them in.
 */
export const createV4Service = ({
  id,
  sessionId,
  definition,
  state,
  receive,
}: V4ServiceParts): BridgedService => {
  let current = state
  let over = false
  let reporting = false
  const reporters: V4Service['send'][] = []
  const listeners = new Set<(state: V4State) => void>()
  const stopListeners: (() => void)[] = []

  const service: V4Service = {
    id,
    sessionId,
    // The server half turns the machine into JSON whole.
    machine: { definition, toJSON: () => definition },
    initialState: state,
    get state() {
      return current
    },
    get send() {
      return (event: V4Event) => {
        // A reporter ends with a call of the `send` it replaced: that is no word of an inspector.
        if (!reporting && !over) receive(event)
      }
    },
    set send(reporter) {
      reporters.push(reporter)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return { unsubscribe: () => listeners.delete(listener) }
    },
    onStop: (listener) => {
      stopListeners.push(listener)
      return service
    },
  }

  const reportEvent = (event: V4Event) => {
    reporting = true
    try {
      for (const reporter of reporters) reporter(event)
    } finally {
      reporting = false
    }
  }

  return {
    service,
    report: (next) => {
      current = next
      reportEvent(next._event)
      for (const listener of listeners) listener(next)
    },
    stop: () => {
      over = true
      for (const listener of stopListeners.splice(0)) listener()
      listeners.clear()
      reporters.length = 0
    },
  }
}
