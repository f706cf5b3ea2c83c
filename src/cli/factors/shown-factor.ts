import type { EnrolledFactor } from '../../../machines/index.ts'
import { maskedDestinationOfFactor, plainText } from '../../view/index.ts'

/** A factor as it may be shown: harmless text, and no contact data in full. */
export interface ShownFactor {
  readonly factorId: string
  /** May be one we do not know. */
  readonly factorType: string
  readonly destination: string | null
}

/** As long as an id may be to be sent. */
const longestId = 512

export const shownId = (factorId: string): string => plainText(factorId, longestId)

export const shownFactorOf = (factor: EnrolledFactor): ShownFactor => ({
  factorId: shownId(factor.factorId),
  factorType: plainText(factor.factorType, 40),
  destination: maskedDestinationOfFactor(factor),
})

/** The factor with an id as the service writes it, or as it was shown if only one was shown so. */
export const findFactor = (listed: readonly EnrolledFactor[], typed: string): EnrolledFactor | null => {
  const exact = listed.find(({ factorId }) => factorId === typed)
  // Who pastes an id may paste a blank with it.
  const [shown, ...others] = listed.filter(({ factorId }) => shownId(factorId).trim() === typed.trim())
  return exact ?? (others.length === 0 ? (shown ?? null) : null)
}
