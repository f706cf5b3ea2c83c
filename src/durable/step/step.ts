import * as t from 'io-ts'
import { initialTransition, transition, type AnyEventObject, type AnyStateMachine } from 'xstate'
import * as E from '#fp-ts/Either'
import {
  decodeCommand,
  refusalOf,
  refusedUntil,
  stateOf,
  tokenIsLive,
  withClock,
  type EnrollmentSnapshot,
  type Refusal,
} from '../../../machines/index.ts'
import { callOf, effectOf, type Effect, type EffectCall } from './effect.ts'
import { timedEventIn, timerAgain, type Timer } from './timer.ts'

/**
 * What a record can be stepped with.
 *
 * - `command`: from a person or host, decoded here like every command from outside.
 * - `result`: what the call named `call` and numbered `seq` ended with, as `ServiceCalls` gave it; a Left of
 *   anything (also what a call threw) is told by the machine's failure table.
 * - `timer`: the time of a `Timer` has come.
 * - `restored`: whoever ran the record's call is gone. `sendAgainAt`, epoch ms, is when a target that may have
 *   been sent a message before may be sent the next.
 */
export type StepInput =
  | { readonly type: 'command'; readonly command: unknown }
  | {
      readonly type: 'result'
      readonly call: EffectCall
      readonly seq: number
      readonly result: E.Either<unknown, unknown>
    }
  | { readonly type: 'timer'; readonly seq: number }
  | { readonly type: 'restored'; readonly sendAgainAt: number }

/** Why a step changed nothing: as for commands, or a result or timer that belongs to a moment that is over. */
export type StepRefusal = Refusal | 'stale' | 'tooEarly'

/** What a step made of a record, and what is to be done for it. */
export interface Step {
  /** What to store: the very record that was given if nothing changed. */
  readonly record: EnrollmentSnapshot
  /** What to run once that is stored; nothing of before is to be run any more. */
  readonly effects: readonly Effect[]
  /** When to step it next, as armed by this step; one of before stands while `timerStands`. */
  readonly timers: readonly Timer[]
  readonly accepted: boolean
  /** What the machine took on the way to another record, for inspectors. It may hold what a service threw. */
  readonly event?: { readonly type: string }
  /** Why not. `tokenExpired` is the one refusal that changes the record. */
  readonly reason?: StepRefusal
  /** With `coolingDown` and `submitTooSoon`: when it would be taken, epoch ms. */
  readonly until?: number
}

// The machine reads its clock in guards and delays; `step` is handed the time, so it is set for one
// transition, which never waits.
let moment = Number.NaN
const machine = withClock(() => moment)
/** The same machine by a type that takes XState's own events as well: results and timers, which `step` alone makes. */
const machineWithin: AnyStateMachine = machine

/** XState's raise of an `after`. */
const Delayed = t.type({ type: t.literal('xstate.raise'), params: t.type({ delay: t.number }) })
const delayOf = (action: unknown): readonly number[] => (Delayed.is(action) ? [action.params.delay] : [])

const atTime = <A>(now: number, transit: () => A): A => {
  moment = now
  try {
    return transit()
  } finally {
    moment = Number.NaN
  }
}

/**
 * A record of an enrollment that nothing was asked of yet.
 *
 * @param life a name that no other has, where one that is erased may be followed by one of the same id.
 */
export const initialRecord = (enrollmentId: string, life: string | null = null): EnrollmentSnapshot => {
  const [snapshot] = initialTransition(machine, { enrollmentId, life })
  return revived(snapshot)
}

/** Without the inert children that a pure transition leaves, and of this machine: a record is its value, context, status and output. */
const revived = ({ value, context, status, output }: EnrollmentSnapshot): EnrollmentSnapshot =>
  machine.resolveState({ value, context, status, ...(output !== undefined && { output }) })

const refused = (record: EnrollmentSnapshot, reason: StepRefusal, until: number | null = null): Step => ({
  record,
  effects: [],
  timers: [],
  accepted: false,
  reason,
  ...(until !== null && { until }),
})

const taken = (before: EnrollmentSnapshot, event: AnyEventObject, now: number): Step => {
  const [snapshot, actions] = atTime(now, () => transition(machineWithin, revived(before), event))
  const record = revived(snapshot)
  const { seq } = record.context
  // Effects of a step that ended the enrollment must not run.
  const effect = actions.some(({ type }) => type === 'xstate.spawnChild') ? effectOf(record) : null
  const delays = timedEventIn(record) === null ? [] : actions.flatMap(delayOf)
  return {
    record,
    effects: effect === null ? [] : [effect],
    timers: delays.map((delay) => ({ seq, at: now + delay })),
    accepted: true,
    event,
  }
}

const withCommand = (record: EnrollmentSnapshot, input: unknown, now: number): Step => {
  const command = decodeCommand(input)
  if (E.isLeft(command)) return refused(record, command.left)
  const reason = refusalOf(stateOf(record), record.context, command.right, now)
  if (reason === null) return taken(record, command.right, now)
  const until = refusedUntil(reason, record.context, command.right, now)
  if (reason !== 'tokenExpired') return refused(record, reason, until)
  // A code that comes too late is refused, and tells the machine that the minute is over.
  return { ...taken(record, command.right, now), accepted: false, reason }
}

/** As XState tells a machine how a call it invoked ended. */
const resultEvent = (call: EffectCall, result: E.Either<unknown, unknown>): AnyEventObject =>
  E.isRight(result)
    ? { type: `xstate.done.actor.${call}`, output: result.right, actorId: call }
    : { type: `xstate.error.actor.${call}`, error: result.left, actorId: call }

/**
 * The machine for hosts that outlive their process: what a record becomes, and what is to be done for it.
 * Pure: it reads no clock, runs nothing and keeps nothing. The machine is the same `enrollmentMachine` that
 * live hosts run; a test holds both to the same states, contexts, outputs and requests.
 *
 * @param now epoch ms.
 *
 * @example
 * const { record, effects } = step(initialRecord(id), { type: 'command', command: { type: 'factor.chosen', factorType: 'OTP' } }, Date.now())
 * // store the record, then run the effects, and step again with each result
 */
export const step = (record: EnrollmentSnapshot, input: StepInput, now: number): Step => {
  if (record.status !== 'active') return refused(record, input.type === 'command' ? 'ended' : 'stale')
  switch (input.type) {
    case 'command':
      return withCommand(record, input.command, now)
    case 'result':
      return input.seq === record.context.seq && input.call === callOf(record)
        ? taken(record, resultEvent(input.call, input.result), now)
        : refused(record, 'stale')
    case 'timer': {
      const event = timedEventIn(record)
      if (event === null || input.seq !== record.context.seq) return refused(record, 'stale')
      if (record.value === 'awaitingCode' && tokenIsLive(record.context, now))
        return { ...refused(record, 'tooEarly'), timers: timerAgain(record) }
      return taken(record, { type: event }, now)
    }
    case 'restored':
      return taken(record, { type: 'enrollment.restored', at: now, sendAgainAt: input.sendAgainAt }, now)
  }
}
