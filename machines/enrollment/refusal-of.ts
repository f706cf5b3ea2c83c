import type { Command } from './commands.ts'
import type { EnrollmentContext } from './context.ts'
import { choiceOf } from './guards.ts'
import { choiceToResend, refusalToAsk, refusalToSubmit, type Refusal } from './refusals.ts'
import { maySubmit, sendAgainAtOf } from './time.ts'

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

/** Until when a command refused as `coolingDown` or `submitTooSoon` must wait, epoch ms; null if it need not. */
export const refusedUntil = (context: EnrollmentContext, command: Command, now: number): number | null => {
  if (command.type === 'code.submitted' || command.type === 'photo.submitted')
    return maySubmit(context, now) ? null : (context.submitAfter?.until ?? null)
  const choice = choiceOf({ context, event: command })
  return choice && sendAgainAtOf(context, choice, now)
}
