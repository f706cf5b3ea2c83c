import type { Endpoint } from './call.ts'

/** The time limit of every call but an upload, ms. */
export const usualLimitMs = 10_000

/** The time limit of an upload, ms. */
export const usualUploadLimitMs = 60_000

const longestListMs = 5_000

/**
 * The time limit of a whole call, ms: the waits for an access token and a second try included. The enrolled
 * factors are asked for beside other things and again and again: they have five seconds at most.
 */
export const timeLimitOf = (
  endpoint: Endpoint,
  timeoutMs: number,
  uploadTimeoutMs = usualUploadLimitMs,
): number => {
  if (endpoint === 'upload') return uploadTimeoutMs
  return endpoint === 'listEnrolledFactors' ? Math.min(timeoutMs, longestListMs) : timeoutMs
}
