import type { Command } from './commands.ts'
import type { EnrollmentContext } from './context.ts'
import { choiceOf } from './guards.ts'
import { choiceToResend, refusalToAsk, refusalToSubmit, type Refusal } from './refusals.ts'
import { sendAgainAtOf } from './time.ts'

/** The states of the machine, by the names in its picture. */
export type EnrollmentState =
  | 'idle'
  | 'requesting'
  | 'awaitingCode'
  | 'binding'
  | 'reconciling'
  | 'savingRecoveryCode'
  | 'expired'
  | 'failed'
  | 'done'
  | 'cancelled'

/**
 * Why the machine would not take this command in this state, or null if it would. The machine's guards
 * ask the same questions; `tokenExpired` is the one refusal that moves it, to `expired`.
 */
export const refusalOf = (
  state: EnrollmentState,
  context: EnrollmentContext,
  command: Command,
  now: number,
): Refusal | null => {
  if (state === 'done' || state === 'cancelled') return 'ended'
  const refusalToSend = () => refusalToAsk(context, choiceOf({ context, event: command }), now)
  switch (command.type) {
    case 'enrollment.cancelled':
      return null
    case 'factor.chosen':
      return state === 'idle' || state === 'awaitingCode' || state === 'expired' ? refusalToSend() : 'notNow'
    case 'code.resend':
      return state === 'awaitingCode' && choiceToResend(context) !== null ? refusalToSend() : 'notNow'
    case 'enrollment.renewed':
      return state === 'expired' ? refusalToSend() : 'notNow'
    case 'code.submitted':
    case 'photo.submitted':
      return state === 'awaitingCode' ? refusalToSubmit(context, command, now) : 'notNow'
    case 'recoveryCode.saved':
      return state === 'savingRecoveryCode' ? null : 'notNow'
    case 'enrollment.restarted':
      return state === 'failed' ? null : 'notNow'
  }
}

/** Until when a refused command must wait, epoch ms; null where waiting is not what it takes. */
export const refusedUntil = (
  refusal: Refusal,
  context: EnrollmentContext,
  command: Command,
  now: number,
): number | null => {
  if (refusal === 'submitTooSoon') return context.submitAfter?.until ?? null
  const choice = refusal === 'coolingDown' ? choiceOf({ context, event: command }) : null
  return choice && sendAgainAtOf(context, choice, now)
}
