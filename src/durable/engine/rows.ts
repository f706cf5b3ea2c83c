import * as E from '#fp-ts/Either'
import { callOf } from '../step/effect.ts'
import type { Sealer } from '../sealing/sealer.ts'
import type { StoredRow } from '../store/enrollment-store.ts'
import type { Due } from './due.ts'
import {
  openEnrollment,
  sealEnrollment,
  type OpenEnrollment,
  type UnopenedProblem,
} from './stored-enrollment.ts'

/** A row and what it holds. */
export interface OpenRow {
  readonly row: StoredRow
  readonly open: OpenEnrollment
}

const messageOf = (id: string, problem: UnopenedProblem): string => {
  switch (problem._tag) {
    case 'unknownKey':
      return `An enrollment was sealed with key ${problem.keyId}, which is not among the keys given. Add it behind the newest one.`
    case 'newerVersion':
      return 'An enrollment was written by a newer version of mfa-enrollment, which this one cannot read and leaves alone. Run the newer version here as well.'
    case 'damaged':
      return `Enrollment ${id} is damaged in the store, or was put there from another row or revision. Restore the store from a backup, or erase it.`
  }
}

/** A row that this engine cannot read. What it holds is left as it is. */
export class UnreadableEnrollmentError extends Error {
  override readonly name = 'UnreadableEnrollmentError'
  /** Of the enrollment. */
  readonly id: string
  readonly problem: UnopenedProblem
  constructor(id: string, problem: UnopenedProblem) {
    super(messageOf(id, problem))
    this.id = id
    this.problem = problem
  }
}

const sealedFor = (id: string, revision: number) => ({ kind: 'enrollment', id, revision }) as const

/** @throws UnreadableEnrollmentError */
export const openRow = (sealer: Sealer, row: StoredRow): OpenRow => {
  const open = openEnrollment(sealer, row.sealed, sealedFor(row.id, row.revision))
  if (E.isLeft(open)) throw new UnreadableEnrollmentError(row.id, open.left)
  return { row, open: open.right }
}

/** Its call is not under way anywhere: it waits for the person, who alone has a token for it. */
export const isParked = ({ row, open }: OpenRow): boolean => callOf(open.snapshot) !== null && !row.isLeased

/** The token is wiped once no call can need it any more. */
const withoutSpentToken = (open: OpenEnrollment): OpenEnrollment =>
  open.snapshot.hasTag('busy') ? open : { ...open, accessToken: null }

export interface About extends Due {
  readonly id: string
  readonly revision: number
  readonly now: number
}

/** The row as it is to be written, and what will be read of it. */
export const sealedRow = (sealer: Sealer, all: OpenEnrollment, about: About): OpenRow => {
  const { id, revision, now, ...due } = about
  const open = withoutSpentToken(all)
  const { seq } = open.snapshot.context
  const sealed = sealEnrollment(sealer, open, sealedFor(id, revision))
  return { row: { id, revision, seq, writtenAt: now, sealed, ...due }, open }
}
