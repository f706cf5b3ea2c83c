import type { BoundFactor } from './engine/factors.ts'

/** A factor as the wire has it. */
export const wireFactorOf = ({ factorId, factorType, profile }: BoundFactor) => ({
  factorId,
  factorType,
  profile,
})
