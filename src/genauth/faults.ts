import type { ServiceError } from '../../machines/index.ts'
import type { Left } from './deadline.ts'
import { property } from './property.ts'

// Node's words for "it never left": no connection, no such name, no trust in the peer.
const neverLeft: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_NONAME',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

const surelyNotSent = (fault: unknown, depth = 0): boolean => {
  if (depth > 4 || fault === undefined) return false
  const syscall = property(fault, 'syscall')
  if (neverLeft.has(property(fault, 'code')) || syscall === 'connect' || syscall === 'getaddrinfo')
    return true
  // One name, several addresses: not sent only if every try says so.
  if (fault instanceof AggregateError && fault.errors.length > 0) {
    return fault.errors.every((error: unknown) => surelyNotSent(error, depth + 1))
  }
  return surelyNotSent(property(fault, 'cause'), depth + 1)
}

/** Asked before a call: browsers give no reason for a failed fetch, but know when there is no network at all. */
export const isOffline = (): boolean => typeof navigator !== 'undefined' && navigator.onLine === false

/** What a fault of the network means. Unless it surely never left, the call may have taken effect. */
export const networkFault = (
  fault: unknown,
  wasOffline: boolean,
): Extract<ServiceError, { _tag: 'unreachable' }> => ({
  _tag: 'unreachable',
  mayHaveArrived: !(wasOffline || surelyNotSent(fault)),
})

/** What it means that an exchange was left. The machine ignores the answer to a call it took back. */
export const leftExchange = (why: Left, sent: boolean): ServiceError =>
  why === 'timedOut' && sent ? { _tag: 'timedOut' } : { _tag: 'unreachable', mayHaveArrived: sent }
