import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import { callOf, type Effect } from '../step/effect.ts'
import { step, type Step, type StepInput } from '../step/step.ts'
import { timerStands, type Timer } from '../step/timer.ts'
import type { StoredRow } from '../store/enrollment-store.ts'

/** What one or more steps made of a record. */
export interface Judged {
  /** Every record on the way, the first as it was: neighbours tell what happened. */
  readonly path: readonly EnrollmentSnapshot[]
  readonly effect: Effect | null
  readonly timer: Timer | null
  /** The last step. */
  readonly last: Step
}

export const lastOf = ({ path }: Judged): EnrollmentSnapshot => path[path.length - 1] ?? neverEmpty()
const neverEmpty = (): never => {
  throw new Error('A path without a record: this is a defect')
}

/** Steps a record with one input after another: a wait or a call of before stands where it is still waited for. */
export const judge = (
  snapshot: EnrollmentSnapshot,
  row: Pick<StoredRow, 'due' | 'isLeased'> | null,
  inputs: readonly [StepInput, ...StepInput[]],
  now: number,
): Judged => {
  const [first, ...more] = inputs
  const begin = step(snapshot, first, now)
  const waited =
    row !== null && row.due !== null && !row.isLeased ? { seq: snapshot.context.seq, at: row.due } : null
  const standing = (before: EnrollmentSnapshot, { record, timers }: Step, timer: Timer | null) =>
    timers[0] ?? (timerStands(before, record) ? timer : null)
  return more.reduce<Judged>(
    ({ path, effect, timer, last }, input) => {
      const next = step(last.record, input, now)
      const stillWaits =
        effect !== null && callOf(next.record) === effect.call && next.record.context.seq === effect.seq
      return {
        path: next.record === last.record ? path : [...path, next.record],
        effect: next.effects[0] ?? (stillWaits ? effect : null),
        timer: standing(last.record, next, timer),
        last: next,
      }
    },
    {
      path: begin.record === snapshot ? [snapshot] : [snapshot, begin.record],
      effect: begin.effects[0] ?? null,
      timer: standing(snapshot, begin, waited),
      last: begin,
    },
  )
}

const Unauthorized = t.type({ error: t.type({ _tag: t.literal('unauthorized') }) })

/** A lookup that the server refused for want of a valid token: its outcome is not known, so it waits for its owner. */
export const waitsForOwner = (input: StepInput): boolean =>
  input.type === 'result' &&
  input.call === 'listEnrolledFactors' &&
  E.isLeft(input.result) &&
  Unauthorized.is(input.result.left)
