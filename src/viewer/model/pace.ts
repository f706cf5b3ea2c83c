import type { InspectionFrame } from '../../inspect/index.ts'
import type { Speed } from './playback.ts'

// Short enough not to bore, long enough to be seen.
const shortest = 600
const longest = 4_000

const gapAfter = (frames: readonly InspectionFrame[], index: number): number => {
  const [here, next] = [frames[index], frames[index + 1]]
  return here === undefined || next === undefined ? 0 : Math.max(next.at - here.at, 0)
}

/** How long a step is shown while a recording plays, ms. */
export const pauseAfter = (frames: readonly InspectionFrame[], index: number, speed: Speed): number =>
  Math.min(Math.max(gapAfter(frames, index), shortest), longest) / speed

/**
 * What time it was in the recording, epoch ms, so many ms after its step came into view. A long wait passes
 * faster and a short one slower than it did, but each begins and ends at the right moment.
 */
export const timeInRecording = (
  frames: readonly InspectionFrame[],
  index: number,
  speed: Speed,
  elapsed: number,
): number => {
  const part = Math.min(elapsed / pauseAfter(frames, index, speed), 1)
  return (frames[index]?.at ?? 0) + gapAfter(frames, index) * part
}
