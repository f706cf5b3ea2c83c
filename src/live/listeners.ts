type Listener<A> = (value: A) => void

/** Who listens to a value that changes. */
export const createListeners = <A>() => {
  const listeners = new Set<Listener<A>>()

  const tell = (listener: Listener<A>, value: A) => {
    try {
      listener(value)
    } catch (cause) {
      // One that throws must not silence the others, nor go unheard.
      queueMicrotask(() => {
        throw cause
      })
    }
  }

  return {
    /** Gives the way to stop listening. */
    add: (listener: Listener<A>) => {
      // Wrapped, so that a function that listens twice also stops twice.
      const own = (value: A) => listener(value)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    /** Tells all who listen now. A listener may change the value again: whoever comes after it hears the last one. */
    tell: (latest: () => A) => {
      for (const listener of new Set(listeners)) if (listeners.has(listener)) tell(listener, latest())
    },
  }
}
