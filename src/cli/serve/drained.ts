/** Something that says later, at some time, that it is enough. Gives the way to stop listening to it. */
export type Ending = (enough: () => void) => () => void

export const afterSeconds =
  (seconds: number): Ending =>
  (enough) => {
    const timer = setTimeout(enough, seconds * 1_000)
    return () => clearTimeout(timer)
  }

/** Ctrl-C once more, or whoever asked the process to end asks again. */
export const atNextSignal: Ending = (enough) => {
  process.once('SIGINT', enough)
  process.once('SIGTERM', enough)
  return () => {
    process.off('SIGINT', enough)
    process.off('SIGTERM', enough)
  }
}

/** Until the first of them says that it is enough; then none is listened to any more. */
export const firstOf = (endings: readonly Ending[]): Promise<void> =>
  new Promise((resolve) => {
    const stops = endings.map((ending) =>
      ending(() => {
        for (const stop of stops) stop()
        resolve()
      }),
    )
  })
