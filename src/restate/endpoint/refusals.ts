export interface RefusalsOptions {
  /** Epoch ms. */
  readonly now: () => number
  readonly tell: (text: string) => void
}

/** How long nothing more is said, ms: whoever reaches the ingress can send as many as they like. */
const quietMs = 60_000

/** Requests that were refused, counted: the first is told at once, those after it with the next one in a minute. */
export const createRefusals = ({ now, tell }: RefusalsOptions) => {
  let toldAt: number | null = null
  let untold = 0
  return (why: string): void => {
    untold += 1
    const isQuiet = toldAt !== null && toldAt <= now() && now() < toldAt + quietMs
    if (isQuiet) return
    tell(`Requests were refused, ${untold} since this was last said. The last one: ${why}`)
    toldAt = now()
    untold = 0
  }
}
