import { flushed } from './live-enrollment.ts'

/** What is thrown to nobody until all that is to come has come. A runner's own handler must not hear of it. */
export const uncaught = async (run: () => unknown): Promise<readonly unknown[]> => {
  const others = process.listeners('uncaughtException')
  const thrown: unknown[] = []
  const hear = (cause: unknown) => thrown.push(cause)
  process.removeAllListeners('uncaughtException').on('uncaughtException', hear)
  try {
    await run()
    // XState reports errors of observers in a timer.
    await new Promise((resolve) => setTimeout(resolve, 1))
    await flushed()
  } finally {
    process.off('uncaughtException', hear)
    for (const other of others) process.on('uncaughtException', other)
  }
  return thrown
}
