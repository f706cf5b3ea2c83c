import { pino, stdTimeFunctions } from 'pino'
import { reveal } from '../../../machines/index.ts'
import type { AuditEvent, RemovalEvent } from '../../audit/index.ts'
import type { RequestLog } from '../../server/index.ts'
import type { Output } from '../streams.ts'
import { defectLog } from './defect-log.ts'

/** What the server tells whoever runs it: a JSON line each. */
export interface Log {
  readonly listening: (urls: { readonly url: string; readonly metrics: string | null }) => void
  readonly request: (log: RequestLog) => void
  readonly audit: (event: AuditEvent) => void
  /** Beside what an engine says: it belongs to no enrollment, so only `subject` says whose it is. */
  readonly removal: (event: RemovalEvent, about: { readonly subject: string }) => void
  readonly defect: (defect: unknown) => void
  /** It was asked to end, and goes on for so long. */
  readonly draining: (seconds: number) => void
  readonly stopping: () => void
  readonly stopped: () => void
}

const isProbe = ({ route, status }: RequestLog): boolean =>
  status === 200 && /\/(?:healthz|readyz)$/.test(route)

export interface LogOptions {
  /** Name people: the verified `sub` of whoever sent a request. */
  readonly namesSubject: boolean
}

/**
 * Every field is named here or made in `defectLog`: a list of what to leave out would one day miss something. Probes
 * that were answered well are left out, for they are most of all requests and tell nothing.
 */
export const createLog = (output: Output, { namesSubject }: LogOptions = { namesSubject: false }): Log => {
  const logger = pino(
    { base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    { write: (line) => void output.write(line) },
  )
  return {
    listening: ({ url, metrics }) => logger.info({ url, metrics }, 'listening'),
    request: (log) => {
      if (isProbe(log)) return
      const { method, route, status, ms, enrollmentId, problem, reason } = log
      const level = status >= 500 ? 'error' : 'info'
      const subject = namesSubject && log.subject !== undefined ? reveal(log.subject) : undefined
      logger[level]({ method, route, status, ms, enrollmentId, subject, problem, reason }, 'request')
    },
    audit: (event) => logger.info({ event }, 'audit'),
    removal: (event, { subject }) =>
      logger.info({ event, subject: namesSubject ? subject : undefined }, 'audit'),
    defect: (defect) => logger.error({ defect: defectLog(defect) }, 'defect'),
    draining: (seconds) => logger.info({ seconds }, 'draining'),
    stopping: () => logger.info('stopping'),
    stopped: () => logger.info('stopped'),
  }
}
