import * as t from 'io-ts'
import type { EnrollmentContext } from './context.ts'
import type { Command, CommandProblem } from './commands.ts'
import { isOutOfBand, type Choice } from './factor.ts'
import { isPassCode } from './passcode.ts'
import { photoIsAllowed } from './photo-reference.ts'
import { isRedacted, reveal } from './redacted.ts'
import { maySend, maySubmit, tokenIsLive } from './time.ts'

/**
 * Why a command was not taken. Nothing is dropped silently.
 *
 * - `ended`: the enrollment is done or cancelled, or was stopped.
 * - `notNow`: this state does not take this command.
 * - `coolingDown`: the target must wait for its next message; `Sent` says until when.
 * - `profileMissing`: the factor must be chosen anew, its profile is not remembered.
 * - `tokenExpired`: the token died before the code came; the enrollment is now `expired`.
 * - `staleGeneration`: the code was meant for an earlier token.
 * - `submitTooSoon`: the server asked for patience; `Sent` says until when.
 * - `invalidCode`, `invalidPhoto`, `invalidProfile`, `notACommand`: not well-formed.
 */
export const Refusal = t.keyof(
  {
    notACommand: null,
    invalidProfile: null,
    invalidCode: null,
    invalidPhoto: null,
    ended: null,
    notNow: null,
    coolingDown: null,
    profileMissing: null,
    tokenExpired: null,
    staleGeneration: null,
    submitTooSoon: null,
  } satisfies Record<CommandProblem, null> & Record<string, null>,
  'Refusal',
)
export type Refusal = t.TypeOf<typeof Refusal>

/** Why a request may not be sent now, or null. */
export const refusalToAsk = (
  context: EnrollmentContext,
  choice: Choice | null,
  now: number,
): Refusal | null => {
  if (choice === null) return 'profileMissing'
  return maySend(context, choice, now) ? null : 'coolingDown'
}

type Submitted = Extract<Command, { type: 'code.submitted' | 'photo.submitted' }>

const refusalOfContent = (
  { factorType, challenge }: EnrollmentContext,
  command: Submitted,
): Refusal | null => {
  if (command.type === 'photo.submitted') {
    if (factorType !== 'FACE') return 'notNow'
    if (!isRedacted(command.photo)) return 'invalidPhoto'
    return photoIsAllowed(reveal(command.photo), command.isExternalPhoto, challenge?.externalPhotos === true)
      ? null
      : 'invalidPhoto'
  }
  if (factorType === 'FACE') return 'notNow'
  if (!isRedacted(command.passCode)) return 'invalidCode'
  const code = reveal(command.passCode)
  const digits = challenge?.otp?.digits
  return isPassCode(code) && (digits === undefined || code.length === digits) ? null : 'invalidCode'
}

/** Why a code or photo may not be sent now, or null. */
export const refusalToSubmit = (
  context: EnrollmentContext,
  command: Submitted,
  now: number,
): Refusal | null => {
  const { generation } = command
  if (generation !== undefined && generation !== context.challenge?.generation) return 'staleGeneration'
  const unfit = refusalOfContent(context, command)
  if (unfit !== null) return unfit
  if (!tokenIsLive(context, now)) return 'tokenExpired'
  return maySubmit(context, now) ? null : 'submitTooSoon'
}

/** Only a sent message can be sent again: another OTP or photo request is a new `factor.chosen`. */
export const choiceToResend = ({ factorType, choice }: EnrollmentContext): Choice | null =>
  isOutOfBand(factorType) ? choice : null
