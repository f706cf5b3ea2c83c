import type { Observation, ObservedRun } from './observed-run.ts'

const unobserved: Observation = { options: {}, whenOpened: null, close: async () => undefined }

/**
 * Begins to look at a run, as its arguments say. What that needs is loaded only then.
 *
 * @throws UsageError, before anything is done, for a file that cannot be recorded in.
 */
export const observe = async (run: ObservedRun): Promise<Observation> => {
  if (run.values.inspect !== true && run.values.record === undefined) return unobserved
  const { startObservation } = await import('./observation.ts')
  return startObservation(run)
}
