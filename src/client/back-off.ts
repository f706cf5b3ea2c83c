const firstMs = 1_000
const longestMs = 30_000

/**
 * How long to wait before the next attempt, ms: 1, 2, 4 s and so on up to 30, and between half and all of that, so
 * that the many whose server restarts do not come back at one moment.
 *
 * @param failures how many attempts have failed in a row.
 * @param random between 0 and 1.
 */
export const backOff = (failures: number, random: number): number =>
  Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10)) * (0.5 + random / 2)
