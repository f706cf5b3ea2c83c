import type { Endpoint } from './call.ts'

/** The time limit of every exchange but an upload, ms. */
export const usualLimitMs = 10_000

const longestListMs = 5_000

/**
 * The time limit of one exchange, ms. The enrolled factors are asked for beside other things and again and
 * again: they have five seconds at most.
 */
export const timeLimitOf = (endpoint: Endpoint, timeoutMs: number): number =>
  endpoint === 'listEnrolledFactors' ? Math.min(timeoutMs, longestListMs) : timeoutMs
