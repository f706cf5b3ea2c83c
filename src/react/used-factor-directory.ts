import type {
  EnrolledFactor,
  FactorType,
  Replacement,
  ReplacementEnd,
  ServiceError,
} from '../../machines/index.ts'

/** A replacement under way, or its end. */
export interface ReplacementState {
  readonly replacement: Replacement
  /** `unfinished`: the new factor is bound, the old one could not be taken off yet. */
  readonly status: 'enrolling' | 'finishing' | 'unfinished' | ReplacementEnd
}

export interface Listed {
  /** What the account has; null until it is known. */
  readonly factors: readonly EnrolledFactor[] | null
  /** What the account may add, of the types this version can enroll; null until it is known. */
  readonly choices: readonly FactorType[] | null
  readonly isLoading: boolean
  /** Why the last thing asked for was not done; null once something succeeds. */
  readonly error: ServiceError | null
  /** The id of the factor that is being taken off. */
  readonly removing: string | null
  readonly replacement: ReplacementState | null
}

export interface UsedFactorDirectory extends Listed {
  /**
   * Asks for both lists anew. An answer that comes after a newer question's is dropped.
   *
   * @param isOver what was known is not true any more: until the answer is there nothing is offered, for it would move.
   */
  readonly reload: (isOver?: boolean) => Promise<void>
  /** Takes a factor off, then asks for the lists; true if it is gone. One at a time: a second call gives false. */
  readonly remove: (factorId: string) => Promise<boolean>
  /** Notes what the account has before a factor is replaced; null if that cannot be told. Changes nothing. */
  readonly beginReplacement: (factorId: string) => Promise<Replacement | null>
  /**
   * Once the new factor should be there (`isBound`: the enrollment ended `done`): takes the old one off if so.
   * Null if that failed, or if the replacement was dropped or another one begun meanwhile.
   */
  readonly finishReplacement: (how: {
    readonly isBound: boolean
    /** The one meant; the one under way by default. */
    readonly replacement?: Replacement
  }) => Promise<ReplacementEnd | null>
  /** Forgets the replacement; the old factor stays. */
  readonly dropReplacement: () => void
}
