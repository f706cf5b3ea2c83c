import type { EnrollmentSnapshot } from '../../../machines/index.ts'
import { callOf, type Effect } from '../step/effect.ts'
import { step, type Step, type StepInput } from '../step/step.ts'
import { timerStands, type Timer } from '../step/timer.ts'
import type { StoredRow } from '../store/enrollment-store.ts'

/** What steps made of a record. */
export interface Judged {
  /** Every record on the way, the first as it was: neighbours tell what happened. */
  readonly path: readonly [EnrollmentSnapshot, ...EnrollmentSnapshot[]]
  /** What led from each record on the path to the next. */
  readonly events: readonly { readonly type: string }[]
  /** Whoever ran the record's call was gone: the audit hears of it. */
  readonly isResumed: boolean
  readonly effect: Effect | null
  readonly timer: Timer | null
  /** To the last step. */
  readonly answer: Pick<Step, 'accepted' | 'reason' | 'until'>
}

export const lastOf = ({ path: [first, ...later] }: Judged): EnrollmentSnapshot => later.at(-1) ?? first

const unmoved = (snapshot: EnrollmentSnapshot, row: Pick<StoredRow, 'due' | 'isLeased'> | null): Judged => ({
  path: [snapshot],
  events: [],
  isResumed: false,
  effect: null,
  timer: row === null || row.due === null || row.isLeased ? null : { seq: snapshot.context.seq, at: row.due },
  answer: { accepted: true },
})

const stepped = (judged: Judged, input: StepInput, now: number): Judged => {
  const before = lastOf(judged)
  const { record, effects, timers, event, ...answer } = step(before, input, now)
  const { effect, timer, path, events } = judged
  const isWaitedFor = effect !== null && callOf(record) === effect.call && record.context.seq === effect.seq
  return {
    path: record === before ? path : [...path, record],
    events: event === undefined ? events : [...events, event],
    isResumed: judged.isResumed || (input.type === 'restored' && answer.accepted),
    effect: effects[0] ?? (isWaitedFor ? effect : null),
    timer: timers[0] ?? (timerStands(before, record) ? timer : null),
    answer,
  }
}

/** Steps a record with one input after another: a wait of before, which `row` knows, stands where it is still waited for. */
export const judge = (
  snapshot: EnrollmentSnapshot,
  row: Pick<StoredRow, 'due' | 'isLeased'> | null,
  inputs: readonly StepInput[],
  now: number,
): Judged => inputs.reduce((judged, input) => stepped(judged, input, now), unmoved(snapshot, row))
