import * as E from '#fp-ts/Either'
import type { OpeningProblem, Sealer } from '../sealing/sealer.ts'
import type { StoredRow } from '../store/enrollment-store.ts'
import type { Due } from './due.ts'
import { openEnrollment, sealEnrollment, type OpenEnrollment } from './stored-enrollment.ts'

/** A row and what it holds. */
export interface OpenRow {
  readonly row: StoredRow
  readonly open: OpenEnrollment
}

/** A row that this engine cannot read. It is left as it is. */
export class UnreadableEnrollmentError extends Error {
  override readonly name = 'UnreadableEnrollmentError'
  readonly problem: OpeningProblem
  constructor(problem: OpeningProblem) {
    super(
      problem._tag === 'unknownKey'
        ? `An enrollment was sealed with key ${problem.keyId}, which is not among the keys given. Add it behind the newest one.`
        : 'An enrollment in the store is damaged, or was put there from another row or revision. Restore it from a backup, or erase it.',
    )
    this.problem = problem
  }
}

const sealedFor = (id: string, revision: number) => ({ kind: 'enrollment', id, revision }) as const

/** @throws UnreadableEnrollmentError */
export const openRow = (sealer: Sealer, row: StoredRow): OpenRow => {
  const open = openEnrollment(sealer, row.sealed, sealedFor(row.id, row.revision))
  if (E.isLeft(open)) throw new UnreadableEnrollmentError(open.left)
  return { row, open: open.right }
}

/** The token is wiped once no call can need it any more. */
const withoutSpentToken = (open: OpenEnrollment): OpenEnrollment =>
  open.snapshot.hasTag('busy') ? open : { ...open, accessToken: null }

/** The row that comes after `revision`; 0 comes before the first. */
export const sealedRow = (
  sealer: Sealer,
  open: OpenEnrollment,
  {
    id,
    revision,
    now,
    ...due
  }: Due & { readonly id: string; readonly revision: number; readonly now: number },
): StoredRow => {
  const { seq } = open.snapshot.context
  const sealed = sealEnrollment(sealer, withoutSpentToken(open), sealedFor(id, revision))
  return { id, revision, seq, writtenAt: now, sealed, ...due }
}
