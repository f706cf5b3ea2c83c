import type { InspectionFrame } from '../frame/frame.ts'
import { isKnownState } from './known-states.ts'

/** ECMA-262 section 21.4.1.1: what a Date can hold. */
const latest = 8_640_000_000_000_000

/**
 * Clocks are corrected: by seconds over the network, by hours where a machine took its zone for another. By more
 * than a day no clock goes back while an enrollment runs.
 */
const furthestBack = 24 * 60 * 60 * 1_000

/** JSON knows no Infinity, but `1e999` is read as it. */
const hasEndlessNumber = (value: unknown): boolean =>
  typeof value === 'number'
    ? !Number.isFinite(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(hasEndlessNumber)

/**
 * Why a frame that the codec takes can be none that a machine and a clock made; null where it may be.
 *
 * @param before the frame before it of the same enrollment: hosts may have different clocks.
 */
export const doubtOf = (frame: InspectionFrame, before: InspectionFrame | undefined): string | null => {
  if (!isKnownState(frame.state.value)) return 'names a state that the machine does not have'
  if (!(frame.at >= 0 && frame.at <= latest)) return 'says a time that no clock shows'
  if (hasEndlessNumber(frame)) return 'has a number that is too large for one'
  if (before !== undefined && before.at - frame.at > furthestBack)
    return 'is more than a day older than the line before it'
  return null
}
