import type { BaselineFactor } from './context.ts'
import { emailTarget, phoneTarget, targetOf, type Choice, type FactorType } from './factor.ts'
import { redact, reveal } from './redacted.ts'
import type { EnrolledFactor } from './service.ts'

const listedTarget = ({ factorType, profile }: EnrolledFactor): string | null => {
  const { phoneNumber, phoneCountryCode, email } = reveal(profile)
  if (factorType === 'SMS' && phoneNumber !== undefined) return phoneTarget(phoneNumber, phoneCountryCode)
  if (factorType === 'EMAIL' && email !== undefined) return emailTarget(email)
  return null
}

/** What is worth remembering of the factors the account has. */
export const baselineOf = (listed: readonly EnrolledFactor[]): readonly BaselineFactor[] =>
  listed.map((factor) => {
    const target = listedTarget(factor)
    return {
      factorId: factor.factorId,
      factorType: factor.factorType,
      target: target === null ? null : redact(target),
    }
  })

const clearTarget = ({ target }: BaselineFactor): string | null => (target === null ? null : reveal(target))

/** A target that is not known might be any. */
const mayBeSame = (one: string | null, other: string | null): boolean =>
  one === null || other === null || one === other

export type Finding =
  | { readonly _tag: 'bound'; readonly factorId: string }
  | { readonly _tag: 'notBound' }
  | { readonly _tag: 'cannotTell' }

/**
 * Did our bind take effect? Compares the factors listed now with those from before. A factor of our kind
 * (and target) that was not there is ours. If there is none, nothing was bound, unless an older factor
 * of the same kind is there: the server may have replaced it in place, and that cannot be told.
 *
 * @param choice null after a restart that dropped contact data: then any target may be ours.
 */
export const compareWithBaseline = (
  before: readonly BaselineFactor[] | null,
  listed: readonly EnrolledFactor[],
  factorType: FactorType | null,
  choice: Choice | null,
): Finding => {
  const wanted = choice === null ? null : targetOf(choice)
  const ours = baselineOf(listed).filter(
    (factor) => factor.factorType === factorType && mayBeSame(clearTarget(factor), wanted),
  )
  const isOld = (factor: BaselineFactor): boolean =>
    (before ?? []).some(
      (old) => old.factorId === factor.factorId && mayBeSame(clearTarget(old), clearTarget(factor)),
    )
  const fresh = before === null ? undefined : ours.find((factor) => !isOld(factor))
  if (fresh !== undefined) return { _tag: 'bound', factorId: fresh.factorId }
  return ours.length === 0 ? { _tag: 'notBound' } : { _tag: 'cannotTell' }
}
