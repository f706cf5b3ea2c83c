/** The end of this turn of the event loop: others are served, and what came in with it is there. */
export const endOfTurn = (): Promise<void> => new Promise<void>((resolve) => setImmediate(resolve))
