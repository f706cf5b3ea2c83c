import type { EnrollmentView } from './view.ts'

/**
 * What is shown before an enrollment runs: on the server, and until the page has taken over. It names no
 * enrollment, so that markup and first client render are the same text.
 */
export const idleView: EnrollmentView = {
  state: 'idle',
  factorType: null,
  can: {
    choose: true,
    submit: false,
    resend: false,
    renew: false,
    save: false,
    restart: false,
    cancel: true,
  },
  message: { id: 'chooseFactor', params: {} },
  problem: null,
  error: null,
  announce: null,
  support: { enrollmentId: '', requestId: null, error: null },
  sendAgainAt: null,
  nextChangeAt: null,
}
