import type { ChallengeView } from './view.ts'

/** Wrong codes have used the message up: the machine would take another, and the server refuse it. */
export const isUsedUp = (open: ChallengeView | null): boolean =>
  open !== null && 'codeUsedUp' in open && open.codeUsedUp
