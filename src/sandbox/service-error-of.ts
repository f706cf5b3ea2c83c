import type { ServiceError } from '../../machines/index.ts'
import { apiCodeOf, refusals, type Refusal } from './engine/refusal.ts'

/** What the reply around a refusal tells beside it. */
export interface Beside {
  readonly requestId: string
  /** What the server's clock says, epoch ms; HTTP tells it in whole seconds. */
  readonly serverTime: number
}

/** What the port calls a refusal of the engine. */
export const serviceErrorOf = (
  { reason, field, retryAt }: Refusal,
  { requestId, serverTime }: Beside,
): ServiceError => {
  const { statusCode, tag } = refusals[reason]
  const apiCode = apiCodeOf(reason)
  const told = { statusCode, requestId, ...(apiCode === undefined ? {} : { apiCode }) }
  switch (tag) {
    case 'throttled':
      return { _tag: tag, ...told, ...(retryAt === undefined ? {} : { retryAt }) }
    case 'invalidInput':
      return { _tag: tag, ...told, field: field ?? null }
    case 'wrongCode':
      return { _tag: tag, ...told, serverTime: Math.floor(serverTime / 1_000) * 1_000 }
    case 'tokenExpired':
    case 'unauthorized':
    case 'forbidden':
    case 'alreadyBound':
    case 'photoRejected':
    case 'preconditionMissing':
    case 'notFound':
    case 'unsupported':
    case 'serverFault':
      return { _tag: tag, ...told }
  }
}
