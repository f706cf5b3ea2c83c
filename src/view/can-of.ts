import {
  isOutOfBand,
  maySend,
  maySubmit,
  stateOf,
  tokenIsLive,
  type EnrollmentSnapshot,
} from '../../machines/index.ts'
import type { Can } from './view.ts'

/** Which commands would be taken now. */
export const canOf = (snapshot: EnrollmentSnapshot, now: number): Can => {
  const { context, status } = snapshot
  // Whatever state a stopped machine was left in, it takes nothing any more.
  const state = status === 'active' ? stateOf(snapshot) : null
  const sendable = context.choice !== null && maySend(context, context.choice, now)
  const isLeaving = context.cancelRequested && (state === 'binding' || state === 'reconciling')
  return {
    choose: state === 'idle' || state === 'awaitingCode' || state === 'expired',
    submit: state === 'awaitingCode' && tokenIsLive(context, now) && maySubmit(context, now),
    resend: state === 'awaitingCode' && isOutOfBand(context.factorType) && sendable,
    renew: state === 'expired' && sendable,
    save: state === 'savingRecoveryCode',
    restart: state === 'failed',
    cancel: state !== null && !isLeaving,
  }
}
