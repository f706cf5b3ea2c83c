import type { AuditEvent, BoundFactor, EnrollmentHooks } from '../../src/index.ts'

/** Hooks that note what they hear, in order. */
export const listening = () => {
  const events: AuditEvent[] = []
  const boundFactors: BoundFactor[] = []
  const order: string[] = []
  return {
    events,
    bound: boundFactors,
    order,
    types: () => events.map(({ type }) => type),
    hooks: {
      onEvent: (event) => {
        events.push(event)
        order.push(event.type)
      },
      onBound: (factor) => {
        boundFactors.push(factor)
        order.push('onBound')
      },
      onEnd: ({ status }) => void order.push(`onEnd ${status}`),
    } satisfies EnrollmentHooks,
  }
}
