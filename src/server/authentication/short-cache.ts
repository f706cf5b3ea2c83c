export interface ShortCacheOptions {
  /** How long a value counts, ms. */
  readonly forMs: number
  /** Of more than so many the oldest go. */
  readonly most: number
  readonly now: () => number
}

/**
 * Remembers values for a while. Who asks for one that is being made waits for it; null and failures are remembered
 * by nobody, so that inventing keys pushes out nothing that is worth keeping.
 */
export const shortCache = <A>({ forMs, most, now }: ShortCacheOptions) => {
  const kept = new Map<string, { readonly value: A; readonly until: number }>()
  const beingMade = new Map<string, Promise<A | null>>()

  const keep = (key: string, value: A): void => {
    kept.delete(key)
    kept.set(key, { value, until: now() + forMs })
    // They stand in the order in which they end, so what is over stands first.
    for (const [oldest, { until }] of kept) {
      if (kept.size <= most && now() < until) break
      kept.delete(oldest)
    }
  }

  return (key: string, make: () => Promise<A | null>): Promise<A | null> => {
    const found = kept.get(key)
    if (found !== undefined && now() < found.until) return Promise.resolve(found.value)
    const made =
      beingMade.get(key) ??
      make()
        .then((value) => {
          if (value !== null) keep(key, value)
          return value
        })
        .finally(() => beingMade.delete(key))
    beingMade.set(key, made)
    return made
  }
}
