import { SimulatedClock, type InspectionEvent } from 'xstate'
import {
  createEnrollment,
  type CommandInput,
  type CreateEnrollmentOptions,
  type EnrollmentClock,
  type EnrollmentView,
  type ServiceLimits,
} from '../../src/index.ts'
import { enrollmentId, start } from '../machines/examples.ts'
import { scripted, type Script, type ScriptedService } from '../machines/scripted-service.ts'
import { flushed } from '../machines/started.ts'

export { flushed }

/** A clock that stands still. `advance` moves timers and the time of day, `jump` the time of day alone, as sleep does. */
export const testClock = (at: number = start) => {
  const simulated = new SimulatedClock()
  simulated.set(at)
  let offset = 0
  const pending = new Map<unknown, number>()
  const clock: EnrollmentClock = {
    now: () => simulated.now() + offset,
    setTimeout: (run, ms) => {
      const handle = {}
      const timer = simulated.setTimeout(() => {
        pending.delete(handle)
        run()
      }, ms)
      pending.set(handle, timer)
      return handle
    },
    clearTimeout: (handle) => {
      const timer = pending.get(handle)
      pending.delete(handle)
      if (timer !== undefined) simulated.clearTimeout(timer)
    },
  }
  return {
    ...clock,
    /** Timers that were set and neither ran nor were cleared. */
    pending,
    advance: (ms: number) => simulated.increment(ms),
    jump: (ms: number) => {
      offset += ms
    },
  }
}
export type TestClock = ReturnType<typeof testClock>

export interface LiveOptions extends Omit<Partial<CreateEnrollmentOptions>, 'service' | 'clock' | 'inspect'> {
  readonly script?: Script
  readonly limits?: Partial<ServiceLimits>
  readonly scriptedService?: ScriptedService
  readonly clock?: TestClock
  readonly inspect?: (event: InspectionEvent) => void
}

/** A live enrollment over a scripted service and a clock that stands still. */
export const live = (options: LiveOptions = {}) => {
  const { script, limits, clock = testClock(), ...given } = options
  const scriptedService = options.scriptedService ?? scripted(script, limits)
  scriptedService.stampWith(() => clock.now())
  const enrollment = createEnrollment({
    enrollmentId,
    ...given,
    service: scriptedService.service,
    clock,
  })
  return {
    enrollment,
    clock,
    ...scriptedService,
    view: () => enrollment.view(),
    state: () => enrollment.view().state,
    /** The view as of another moment, without anything happening. */
    viewIn: (ms: number): EnrollmentView => {
      clock.jump(ms)
      const then = enrollment.view()
      clock.jump(-ms)
      return then
    },
    /** Sends commands, each once everything that the one before led to has happened. */
    send: async (...commands: readonly CommandInput[]) => {
      for (const command of commands) {
        enrollment.send(command)
        await flushed()
      }
    },
    /** Lets time pass, and everything happen that it leads to. */
    pass: async (ms: number) => {
      clock.advance(ms)
      await flushed()
    },
  }
}
export type Live = ReturnType<typeof live>

/** The view, if it is of this state; the test is wrong otherwise. */
export const screen = <State extends EnrollmentView['state']>(view: EnrollmentView, state: State) => {
  const is = (one: EnrollmentView): one is Extract<EnrollmentView, { state: State }> => one.state === state
  if (!is(view)) throw new Error(`The enrollment is ${view.state}, and not ${state}`)
  return view
}
