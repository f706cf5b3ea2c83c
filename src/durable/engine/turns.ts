/** One thing after another for each id, so that commands of one enrollment do not race each other in one process. */
export interface Turns {
  readonly take: <A>(id: string, work: () => Promise<A>) => Promise<A>
  /** Once nobody has a turn or waits for one. */
  readonly idle: () => Promise<void>
}

export const createTurns = (): Turns => {
  const last = new Map<string, Promise<void>>()
  return {
    take: (id, work) => {
      const before = last.get(id) ?? Promise.resolve()
      const mine = before.then(work)
      const settled = mine.then(
        () => undefined,
        () => undefined,
      )
      last.set(id, settled)
      void settled.then(() => {
        if (last.get(id) === settled) last.delete(id)
      })
      return mine
    },
    idle: async () => {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
