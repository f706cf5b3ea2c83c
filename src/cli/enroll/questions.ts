import * as E from '#fp-ts/Either'
import type { Enrollment, Sent } from '../../live/index.ts'
import { secondsUntil, type EnrollmentView } from '../../view/index.ts'
import { chosenFrom, factorNames, type EnrollableFactor } from '../destination.ts'
import type { Question } from '../prompt.ts'

type ViewIn<State extends EnrollmentView['state']> = Extract<EnrollmentView, { readonly state: State }>

/**
 * The questions of an enrollment on a terminal. `check` sends the command itself: what the machine refuses
 * stays on the line, with the reason under it, and nothing typed is lost.
 */

const secondsFromNow = (at: number | null): number => secondsUntil(at, Date.now())

/** How long a refused command must wait: the refusal knows, for the view speaks of the choice at hand alone. */
const waitOf = (sent: Sent): number => secondsFromNow(sent.accepted ? null : (sent.until ?? null))

const isLeave = (text: string): boolean => /^q(uit)?$/i.test(text.trim())

const leave = (enrollment: Enrollment): null => {
  enrollment.send({ type: 'enrollment.cancelled' })
  return null
}

const isFactorName = (name: string): name is keyof typeof factorNames => Object.hasOwn(factorNames, name)

/** Which factor? */
export const factorQuestion = (choose: (factor: EnrollableFactor) => void): Question => ({
  label: () => 'Which factor: otp (authenticator app), sms or email? ',
  check: (text) => {
    const name = text.trim().toLowerCase()
    if (!isFactorName(name)) return 'Answer otp, sms or email.'
    choose(factorNames[name])
    return null
  },
})

const destinationLabels = { SMS: 'Phone number, with its country code: ', EMAIL: 'E-mail address: ' } as const

/** Where to? Asked with what was entered before, to be mended; `keep` hears what was sent. */
export const destinationQuestion = (
  enrollment: Enrollment,
  factor: 'SMS' | 'EMAIL',
  entered: string,
  keep: (text: string) => void,
): Question => ({
  label: () => destinationLabels[factor],
  initial: entered,
  check: (text) => {
    const chosen = chosenFrom(factor, text)
    if (E.isLeft(chosen)) return chosen.left
    const sent = enrollment.send(chosen.right)
    if (sent.accepted) {
      keep(text)
      return null
    }
    return sent.reason === 'coolingDown'
      ? `That one was sent a code a moment ago; it can have the next in ${waitOf(sent)} s.`
      : 'That was not accepted. Check it.'
  },
})

/** Try again, for a factor without destination? */
export const tryAgainQuestion = (enrollment: Enrollment): Question => ({
  label: () => {
    const wait = secondsFromNow(enrollment.view().sendAgainAt)
    return wait > 0 ? `You can try again in ${wait} s (q leaves): ` : 'Press Enter to try again (q leaves): '
  },
  check: (text) => {
    if (isLeave(text)) return leave(enrollment)
    return enrollment.send({ type: 'factor.chosen', factorType: 'OTP' }).accepted
      ? null
      : 'Not yet. Wait until the seconds are over.'
  },
})

const notACode = (view: ViewIn<'awaitingCode'>): string =>
  view.challenge.factorType === 'OTP'
    ? `Enter the ${view.challenge.otp.digits} digits that the app shows.`
    : 'Enter the digits that were sent to you.'

/** The code, with the minute running down. An empty line is answered by `answer`, if there is one. */
export const codeQuestion = (
  enrollment: Enrollment,
  view: ViewIn<'awaitingCode'>,
  answer: (() => string) | undefined,
): Question => ({
  label: () => {
    const now = enrollment.view()
    const left = now.state === 'awaitingCode' ? now.secondsLeft : 0
    return `Code (${left} s left): `
  },
  check: (text) => {
    const passCode = text.trim() === '' && answer !== undefined ? answer() : text
    const sent = enrollment.send({ type: 'code.submitted', passCode, generation: view.generation })
    if (sent.accepted || sent.reason === 'tokenExpired') return null
    if (sent.reason === 'submitTooSoon') return `The service asks for patience: ${waitOf(sent)} s.`
    return notACode(view)
  },
})

/** A new token? */
export const renewQuestion = (enrollment: Enrollment): Question => ({
  label: () => {
    const { can, sendAgainAt } = enrollment.view()
    return can.renew
      ? 'Press Enter for a new one (q leaves): '
      : `You can have a new one in ${secondsFromNow(sendAgainAt)} s (q leaves): `
  },
  check: (text) => {
    if (isLeave(text)) return leave(enrollment)
    const sent = enrollment.send({ type: 'enrollment.renewed' })
    return sent.accepted ? null : `Not yet. It takes another ${waitOf(sent)} s.`
  },
})

/** Saved? */
export const savedQuestion = (enrollment: Enrollment): Question => ({
  label: () => 'Type saved once you have saved it: ',
  check: (text) => {
    if (!/^saved$/i.test(text.trim())) return 'It cannot be shown again. Write it down, then type saved.'
    enrollment.send({ type: 'recoveryCode.saved' })
    return null
  },
})
