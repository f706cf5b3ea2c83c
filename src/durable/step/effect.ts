import {
  attemptIdOf,
  bindOf,
  requestNameOf,
  requestOf,
  type EnrollmentSnapshot,
  type EnrollFactorInput,
  type ListEnrolledFactorsInput,
  type SendEnrollFactorRequestInput,
} from '../../../machines/index.ts'

/**
 * A call of the service that a step asks for: run it once the record is stored, then step with its result.
 * `seq` tells its result from a late one's. It is never stored: whatever was in flight when a process ended
 * is looked up (`restored`), not sent again.
 */
export type Effect = {
  readonly seq: number
  /** Tells it from the call of an enrollment that was erased and had the same id; absent where the host gave no life. */
  readonly name?: string
} & (
  | { readonly call: 'sendEnrollFactorRequest'; readonly input: SendEnrollFactorRequestInput }
  | { readonly call: 'enrollFactor'; readonly input: EnrollFactorInput }
  | { readonly call: 'listEnrolledFactors'; readonly input: ListEnrolledFactorsInput }
)

/** The name of a call, as the service's port has it. */
export type EffectCall = Effect['call']

/** Which call a record waits for; null where it waits for a person or for time. */
export const callOf = ({ value, status }: EnrollmentSnapshot): EffectCall | null => {
  if (status !== 'active') return null
  if (value === 'requesting') return 'sendEnrollFactorRequest'
  if (value === 'binding') return 'enrollFactor'
  return typeof value !== 'string' && value.reconciling === 'asking' ? 'listEnrolledFactors' : null
}

/** The call that this record has just begun to wait for. */
export const effectOf = (record: EnrollmentSnapshot): Effect | null => {
  const { context } = record
  const name = requestNameOf(context)
  const numbered = { seq: context.seq, ...(name !== null && { name }) }
  const call = callOf(record)
  switch (call) {
    case 'sendEnrollFactorRequest':
      return { ...numbered, call, input: requestOf(context) }
    case 'enrollFactor':
      return { ...numbered, call, input: bindOf(context) }
    case 'listEnrolledFactors':
      return { ...numbered, call, input: { attemptId: attemptIdOf(context) } }
    case null:
      return null
  }
}
