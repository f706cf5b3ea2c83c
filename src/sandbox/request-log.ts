import type { Endpoint } from './endpoint.ts'

/** A request the sandbox has seen. It holds no token, code or contact data. */
export interface SeenRequest {
  readonly endpoint: Endpoint
  /** Over HTTP, or by the in-memory service. */
  readonly via: 'http' | 'memory'
  /** When it arrived, epoch ms of the sandbox's clock. */
  readonly at: number
  /** The business `statusCode`; null while unanswered, or where a fault kept it from being carried out. */
  readonly statusCode: number | null
  /** The kind of the fault that spoilt it. */
  readonly fault: string | null
}

/** A sandbox may run for weeks; tests never come near this. */
const mostKept = 1000

export interface RequestLog {
  readonly seen: readonly SeenRequest[]
  readonly open: (
    endpoint: Endpoint,
    via: SeenRequest['via'],
  ) => (end: Pick<SeenRequest, 'statusCode' | 'fault'>) => void
}

/** Notes every request when it arrives, and what became of it when it ends. */
export const createRequestLog = (now: () => number): RequestLog => {
  const seen: SeenRequest[] = []
  return {
    seen,
    open: (endpoint, via) => {
      const arrived: SeenRequest = { endpoint, via, at: now(), statusCode: null, fault: null }
      seen.push(arrived)
      if (seen.length > mostKept) seen.shift()
      return (end) => {
        const index = seen.indexOf(arrived)
        if (index >= 0) seen[index] = { ...arrived, ...end }
      }
    },
  }
}
