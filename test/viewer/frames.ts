import type { InspectionFrame, ShownContext, ShownValue } from '../../src/inspect/index.ts'

export const emptyContext: ShownContext = {
  enrollmentId: 'enrollment-1',
  seq: 0,
  factorType: null,
  maskedDestination: null,
  challenge: null,
  factorsBefore: null,
  cooldowns: [],
  submitAfter: null,
  wrongCodes: 0,
  clockAheadMs: null,
  bound: 'no',
  listingsLeft: 0,
  cancelRequested: false,
  factorId: null,
  error: null,
  holds: [],
}

const inEvery = (at: number, value: ShownValue, context: Partial<ShownContext>) => ({
  version: 1 as const,
  at,
  enrollmentId: context.enrollmentId ?? emptyContext.enrollmentId,
  state: { value, status: 'active' as const, context: { ...emptyContext, ...context }, commands: [] },
})

/** A frame that an enrollment began, or was met. */
export const started = (
  at: number,
  value: ShownValue = 'idle',
  context: Partial<ShownContext> = {},
): InspectionFrame => ({ type: 'enrollment.started', ...inEvery(at, value, context), restored: false })

/** A frame of an event that led to a state. */
export const taken = (
  at: number,
  type: string,
  value: ShownValue,
  context: Partial<ShownContext> = {},
): InspectionFrame => ({
  type: 'event.taken',
  ...inEvery(at, value, context),
  event: { type },
  moved: true,
})

/** A frame of an enrollment that ended. */
export const stopped = (at: number, value: ShownValue): InspectionFrame => ({
  type: 'enrollment.stopped',
  ...inEvery(at, value, {}),
})

export const requestDone = 'xstate.done.actor.sendEnrollFactorRequest'
export const bindFailed = 'xstate.error.actor.enrollFactor'
