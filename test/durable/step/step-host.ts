import type * as E from '#fp-ts/Either'
import {
  recordOf,
  serviceCallsOf,
  snapshotOf,
  type CommandInput,
  type EnrollmentSnapshot,
  type ProvideServiceOptions,
} from '../../../machines/index.ts'
import { callOf, type Effect } from '../../../src/durable/step/effect.ts'
import { initialRecord, step, type Step, type StepInput } from '../../../src/durable/step/step.ts'
import type { Timer } from '../../../src/durable/step/timer.ts'
import { timerStands } from '../../../src/durable/step/timer.ts'
import type { TestClock } from '../../live/live-enrollment.ts'
import type { ScriptedService } from '../../machines/scripted-service.ts'

export interface StepHostOptions extends Omit<ProvideServiceOptions, 'now'> {
  readonly enrollmentId: string
  readonly clock: TestClock
  readonly scriptedService: ScriptedService
}

/** The least that a host over `step` has to do: no store, no leases, one enrollment. */
export const stepHost = ({ enrollmentId, clock, scriptedService, ...provided }: StepHostOptions) => {
  const { service } = scriptedService
  const now = () => clock.now()
  const calls = serviceCallsOf(service, { ...provided, now })
  let record: EnrollmentSnapshot = initialRecord(enrollmentId)
  let armed: unknown = null
  let running: { readonly effect: Effect; readonly abort: AbortController } | null = null
  const steps: Step[] = []

  const perform = (effect: Effect, signal: AbortSignal): Promise<E.Either<unknown, unknown>> => {
    switch (effect.call) {
      case 'sendEnrollFactorRequest':
        return calls.sendEnrollFactorRequest(effect.input, signal)()
      case 'enrollFactor':
        return calls.enrollFactor(effect.input, signal)()
      case 'listEnrolledFactors':
        return calls.listEnrolledFactors(effect.input, signal)()
    }
  }

  const run = async (effect: Effect) => {
    const abort = new AbortController()
    running = { effect, abort }
    const result = await perform(effect, abort.signal)
    if (running?.abort === abort) running = null
    // Also what was aborted is brought: telling it is the step's affair.
    take({ type: 'result', call: effect.call, seq: effect.seq, result })
  }

  const disarm = () => {
    if (armed !== null) clock.clearTimeout(armed)
    armed = null
  }

  const arm = ({ seq, at }: Timer) => {
    disarm()
    armed = clock.setTimeout(
      () => {
        armed = null
        take({ type: 'timer', seq })
      },
      Math.max(0, at - now()),
    )
  }

  const take = (input: StepInput): Step => {
    const before = record
    const next = step(before, input, now())
    steps.push(next)
    record = next.record
    if (record !== before && !timerStands(before, record)) disarm()
    if (
      running !== null &&
      !(callOf(record) === running.effect.call && record.context.seq === running.effect.seq)
    ) {
      running.abort.abort()
      running = null
    }
    for (const timer of next.timers) arm(timer)
    for (const effect of next.effects) void run(effect)
    return next
  }

  return {
    record: () => record,
    steps,
    send: (command: CommandInput) => {
      const { accepted, reason, until } = take({ type: 'command', command })
      return { accepted, ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) }
    },
    take,
    /** The process ends and another one reads what was stored. */
    restart: (keepsSecrets: boolean, downFor: number) => {
      disarm()
      running?.abort.abort()
      running = null
      const { record: stored, secrets } = recordOf(record)
      clock.advance(downFor)
      record = snapshotOf(JSON.parse(JSON.stringify(stored)), keepsSecrets ? secrets : null, enrollmentId)
    },
    resume: () => take({ type: 'restored', sendAgainAt: now() + service.limits.sendIntervalMs }),
  }
}
