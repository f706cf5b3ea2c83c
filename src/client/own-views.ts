import { idleView, type Can, type EnrollmentView } from '../view/index.ts'

/** Nothing can be done. */
export const nothing: Can = {
  choose: false,
  submit: false,
  resend: false,
  renew: false,
  save: false,
  restart: false,
  cancel: false,
}

/** An enrollment that is there, and of which nothing is known yet. */
export const loadingView = (enrollmentId: string): EnrollmentView => ({
  ...idleView,
  state: 'requesting',
  can: nothing,
  message: { id: 'requesting', params: {} },
  support: { ...idleView.support, enrollmentId },
})

/** One that the server does not know, or not as this person's. Whether it bound anything cannot be told from here. */
export const goneView = (enrollmentId: string): EnrollmentView => ({
  ...idleView,
  state: 'failed',
  bound: 'unknown',
  can: { ...nothing, restart: true, cancel: true },
  message: { id: 'failed', params: {} },
  problem: { id: 'error.recordUnreadable', params: { wait: 0 } },
  error: 'recordUnreadable',
  announce: { politeness: 'assertive', message: { id: 'error.recordUnreadable', params: { wait: 0 } } },
  support: { enrollmentId, requestId: null, error: { _tag: 'recordUnreadable' } },
})

/** One that was left before the server knew of it, or after it forgot it. */
export const leftView = (view: EnrollmentView): EnrollmentView => {
  const isInDoubt = view.state === 'failed' && view.bound === 'unknown'
  const message = { id: isInDoubt ? 'cancelledInDoubt' : 'cancelled', params: {} } as const
  return {
    ...idleView,
    state: 'cancelled',
    factorType: view.factorType,
    bound: isInDoubt ? 'unknown' : 'no',
    can: nothing,
    message,
    announce: { politeness: 'polite', message },
    support: { ...view.support, error: null },
  }
}
