import type { Trial } from './guide/trial.ts'

/** Which thing to try an event of the element shows, if any. */
export const trialIn = (event: Event): Trial | null => {
  if (!(event instanceof CustomEvent)) return null
  const { type } = event
  const detail: unknown = event.detail
  const says = (field: string, value: string): boolean =>
    typeof detail === 'object' && detail !== null && Reflect.get(detail, field) === value
  if (type === 'mfa-bound' && says('factorType', 'OTP')) return 'app'
  if (type === 'mfa-error' && says('error', 'wrongCode')) return 'wrongCode'
  if (type === 'mfa-error' && says('error', 'unreachable')) return 'noConnection'
  if (type === 'mfa-state' && says('state', 'expired')) return 'minute'
  if (type === 'mfa-state' && says('state', 'reconciling')) return 'lostReply'
  return null
}
