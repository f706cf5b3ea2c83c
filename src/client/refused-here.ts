import { isOutOfBand, reveal, type Command, type Refusal } from '../../machines/index.ts'
import type { EnrollmentView } from '../view/index.ts'

/** Why a command is not sent, and until when. */
export interface RefusedHere {
  readonly reason: Refusal
  readonly until?: number
}

type Submitted = Extract<Command, { type: 'code.submitted' | 'photo.submitted' }>

const refused = (reason: Refusal): RefusedHere => ({ reason })

const refusedUntil = (reason: Refusal, until: number | null): RefusedHere =>
  until === null ? { reason } : { reason, until }

const refusedSubmission = (view: EnrollmentView, command: Submitted): RefusedHere | null => {
  if (view.state !== 'awaitingCode') return refused('notNow')
  const { challenge, generation, submitAt, secondsLeft } = view
  if (command.generation !== undefined && command.generation !== generation) return refused('staleGeneration')
  if ((command.type === 'photo.submitted') !== (challenge.factorType === 'FACE')) return refused('notNow')
  if (
    command.type === 'code.submitted' &&
    challenge.factorType === 'OTP' &&
    reveal(command.passCode).length !== challenge.otp.digits
  )
    return refused('invalidCode')
  if (secondsLeft === 0) return refused('tokenExpired')
  return submitAt === null ? null : refusedUntil('submitTooSoon', submitAt)
}

const refusedSending = (may: boolean, { sendAgainAt }: EnrollmentView): RefusedHere | null => {
  if (may) return null
  return sendAgainAt === null ? refused('profileMissing') : refusedUntil('coolingDown', sendAgainAt)
}

/**
 * Why a command need not be sent, for the view shows already that the machine would not take it; null if it may be.
 * What only the machine can tell (another number that cools down) the server says.
 *
 * @param view as it is now.
 */
export const refusedHere = (view: EnrollmentView, command: Command): RefusedHere | null => {
  const { can, state, factorType } = view
  if (state === 'done' || state === 'cancelled') return refused('ended')
  const unless = (may: boolean) => (may ? null : refused('notNow'))
  switch (command.type) {
    case 'enrollment.cancelled':
      return null
    case 'factor.chosen':
      return unless(can.choose)
    case 'code.submitted':
    case 'photo.submitted':
      return refusedSubmission(view, command)
    case 'code.resend':
      return state === 'awaitingCode' && isOutOfBand(factorType)
        ? refusedSending(can.resend, view)
        : refused('notNow')
    case 'enrollment.renewed':
      return state === 'expired' ? refusedSending(can.renew, view) : refused('notNow')
    case 'recoveryCode.saved':
      return unless(can.save)
    case 'enrollment.restarted':
      return unless(can.restart)
  }
}
