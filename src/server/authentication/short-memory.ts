export interface ShortMemoryOptions {
  /** How long a value counts, ms. */
  readonly forMs: number
  /** Of more than so many the oldest go. */
  readonly most: number
  readonly now: () => number
}

/** Values by key, each for the same while after it was set. */
export interface ShortMemory<A> {
  readonly get: (key: string) => A | undefined
  readonly set: (key: string, value: A) => void
  /** Sets it, for no longer than what stands there. */
  readonly change: (key: string, value: A) => void
}

/** Remembers values for a while, and never more than so many. */
export const shortMemory = <A>({ forMs, most, now }: ShortMemoryOptions): ShortMemory<A> => {
  const kept = new Map<string, { readonly value: A; readonly until: number }>()

  const found = (key: string) => {
    const one = kept.get(key)
    return one !== undefined && now() < one.until ? one : undefined
  }

  const set = (key: string, value: A): void => {
    kept.delete(key)
    kept.set(key, { value, until: now() + forMs })
    // They stand in the order in which they end, so what is over stands first.
    for (const [oldest, { until }] of kept) {
      if (kept.size <= most && now() < until) break
      kept.delete(oldest)
    }
  }

  return {
    get: (key) => found(key)?.value,
    set,
    change: (key, value) => {
      const one = found(key)
      if (one === undefined) set(key, value)
      else kept.set(key, { value, until: one.until })
    },
  }
}
