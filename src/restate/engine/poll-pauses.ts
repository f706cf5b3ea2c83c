import type { StoredRow } from '../../durable/index.ts'

/** How often it is looked whether there is a row to ask for, ms. */
export const lookEveryMs = (pollMs: number): number => Math.min(75, pollMs)

/** The shortest pause between two questions for one row, ms. */
const shortestMs = 150

/** How long a row that was read is left alone, ms, where it is asked for every `pollMs` as a rule. */
export const pausesOf = (pollMs: number) => {
  const quiet = 3 * pollMs
  return {
    /** One that only its person can move is asked for less often. */
    usualPauseOf: (row: StoredRow | null, now: number): number =>
      row !== null && !row.isLeased && (row.due === null || row.due > now + quiet) ? quiet : pollMs,
    /** A call has mostly ended within a second; the longer it takes, the less it matters to know at once. */
    hurriedPauseOf: (row: StoredRow | null, now: number): number =>
      row?.isLeased === true ? Math.min(pollMs, Math.max(shortestMs, (now - row.writtenAt) / 8)) : Infinity,
  }
}
