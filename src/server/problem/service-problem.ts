import type { ServiceError } from '../../../machines/index.ts'
import { problem, secondsFrom, type Problem } from './problem.ts'

/** How long to wait where the service did not say, seconds. */
const usualWait = 30

/** What the identity service answered to a call that no enrollment makes: its lists, a removal, an upload. */
export const serviceProblem = (error: ServiceError, now: number): Problem => {
  const reason = error._tag
  switch (error._tag) {
    case 'unauthorized':
      return problem('unauthenticated', { reason, headers: { 'www-authenticate': 'Bearer' } })
    case 'forbidden':
    case 'preconditionMissing':
      return problem('forbidden', { reason })
    case 'stepUpRequired':
      return problem('step-up-required', { reason })
    case 'notFound':
    case 'unsupported':
      return problem('not-found')
    case 'throttled': {
      const retryAfter = error.retryAt === undefined ? usualWait : secondsFrom(now, error.retryAt)
      return problem('limit-reached', { reason, retryAfter })
    }
    case 'photoRejected':
      return problem('photo-rejected', { reason })
    case 'invalidInput':
    case 'wrongCode':
    case 'tokenExpired':
    case 'alreadyBound':
      return problem('invalid-input', { reason })
    case 'timedOut':
      return problem('service-timed-out', { reason })
    case 'unreachable':
    case 'invalidResponse':
    case 'serverFault':
      return problem('service-failed', { reason })
  }
}
