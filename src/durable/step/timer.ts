import { enrollmentMachine, type EnrollmentSnapshot } from '../../../machines/index.ts'

/** When a record is to be stepped with `{ type: 'timer', seq }`, unless something else moves it before. */
export interface Timer {
  readonly seq: number
  /** Epoch ms. */
  readonly at: number
}

const timedEventOf = (stateId: string): string => {
  const [timed] = enrollmentMachine.getStateNodeById(stateId).after
  if (timed === undefined) throw new Error(`${stateId} waits for no time: this is a defect`)
  return timed.eventType
}

/** XState's names of the two moments a record can wait for, read from the machine itself. */
const timedEvents = {
  tokenLifetime: timedEventOf('enrollment.awaitingCode'),
  reconcilePause: timedEventOf('enrollment.reconciling.pausing'),
}

/** The event for which a record waits; null where it does not wait for time. */
export const timedEventIn = ({ value, status }: EnrollmentSnapshot): string | null => {
  if (status !== 'active') return null
  if (value === 'awaitingCode') return timedEvents.tokenLifetime
  return typeof value !== 'string' && value.reconciling === 'pausing' ? timedEvents.reconcilePause : null
}

/** The timer of a token that still lives: the clock was set back, or a host was early. */
export const timerAgain = ({ context }: EnrollmentSnapshot): readonly Timer[] =>
  context.challenge === null ? [] : [{ seq: context.seq, at: context.challenge.deadline }]

/** Whether a timer armed before still stands: the record waits in the same state, for the same call's sake. */
export const timerStands = (before: EnrollmentSnapshot, after: EnrollmentSnapshot): boolean => {
  const event = timedEventIn(after)
  return event !== null && event === timedEventIn(before) && after.context.seq === before.context.seq
}
