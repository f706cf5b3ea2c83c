/** Whether a server stops, and who waits to hear of it. No AbortSignal: Node warns of one that many listen to. */
export interface Closing {
  readonly hasBegun: () => boolean
  /** Gives the way to stop listening. */
  readonly add: (listener: () => void) => () => void
}

export const createClosing = (): Closing & { readonly begin: () => void } => {
  const listeners = new Set<() => void>()
  let hasBegun = false
  return {
    hasBegun: () => hasBegun,
    add: (listener) => {
      // The same function may be given twice.
      const mine = () => listener()
      listeners.add(mine)
      return () => {
        listeners.delete(mine)
      }
    },
    begin: () => {
      hasBegun = true
      for (const listener of new Set(listeners)) listener()
    },
  }
}
