import type { ServiceError } from '../../machines/index.ts'
import { apiCodeOf, refusals, type Refusal } from './engine/refusal.ts'
import type { Disturbance } from './faults.ts'

/** What the port calls a refusal of the engine. */
export const serviceErrorOf = ({ reason, field, retryAt }: Refusal, requestId: string): ServiceError => {
  const { statusCode, tag } = refusals[reason]
  const apiCode = apiCodeOf(reason)
  const told = { statusCode, requestId, ...(apiCode === undefined ? {} : { apiCode }) }
  switch (tag) {
    case 'throttled':
      return { _tag: tag, ...told, ...(retryAt === undefined ? {} : { retryAt }) }
    case 'invalidInput':
      return { _tag: tag, ...told, field: field ?? null }
    case 'wrongCode':
    case 'tokenExpired':
    case 'unauthorized':
    case 'forbidden':
    case 'alreadyBound':
    case 'notFound':
    case 'unsupported':
    case 'serverFault':
      return { _tag: tag, ...told }
  }
}

/** What a client would make of a spoilt reply. */
export const serviceErrorOfFault = (fault: Disturbance, now: number): ServiceError => {
  switch (fault.kind) {
    case 'lostReply':
    case 'reset':
      return { _tag: 'unreachable', mayHaveArrived: true }
    case 'hang':
      return { _tag: 'timedOut' }
    case 'throttled':
      return {
        _tag: 'throttled',
        statusCode: 429,
        ...(fault.retryAfter === undefined ? {} : { retryAt: now + fault.retryAfter * 1000 }),
      }
    case 'serverError':
      return { _tag: 'serverFault', statusCode: 500 }
    case 'html':
      return { _tag: 'serverFault', statusCode: 502 }
    case 'empty':
      return { _tag: 'invalidResponse', paths: ['body'] }
    case 'wrongShape':
      return { _tag: 'invalidResponse', paths: ['statusCode'] }
    case 'redirect':
      return { _tag: 'invalidResponse', paths: ['redirect'], statusCode: 302 }
  }
}
