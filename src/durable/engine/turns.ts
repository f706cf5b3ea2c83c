/** One thing after another for each id, so that commands of one enrollment do not race each other in one process. */
export interface Turns {
  readonly take: <A>(id: string, work: () => Promise<A>) => Promise<A>
}

export const createTurns = (): Turns => {
  const last = new Map<string, Promise<unknown>>()
  return {
    take: (id, work) => {
      const before = last.get(id) ?? Promise.resolve()
      const mine = before.then(work, work)
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
  }
}
