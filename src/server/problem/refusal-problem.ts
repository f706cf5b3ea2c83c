import type { EngineRefusal } from '../../durable/index.ts'
import type { Json } from '../../json/index.ts'
import { problem, secondsFrom, type Problem } from './problem.ts'

const malformed: ReadonlySet<EngineRefusal> = new Set([
  'notACommand',
  'invalidCode',
  'invalidPhoto',
  'invalidProfile',
])

/** How long to stay away from a server that has too much to do, seconds. */
const overloadedFor = 5

export interface Refused {
  readonly reason: EngineRefusal
  readonly until?: number
}

/** What an engine did not take, and how the enrollment stands. */
export const refusalProblem = ({ reason, until }: Refused, enrollment: Json, now: number): Problem => {
  if (reason === 'overloaded') return problem('overloaded', { reason, retryAfter: overloadedFor })
  if (reason === 'stopping') return problem('stopping', { reason, retryAfter: 1 })
  const said = {
    reason,
    enrollment,
    ...(until !== undefined && { until, retryAfter: secondsFrom(now, until) }),
  }
  return problem(malformed.has(reason) ? 'invalid-command' : 'refused', said)
}
