import { reveal } from '../../../machines/index.ts'
import type { Enrollment } from '../../live/index.ts'
import { en, messageText, type EnrollmentView, type Message } from '../../view/index.ts'
import { stateLine } from '../state-lines.ts'
import { writeLine, type Streams } from '../streams.ts'

export interface ReportOptions {
  readonly json: boolean
  /** Show secrets, although the output is no terminal and may be a log. */
  readonly revealed: boolean
}

/** Calls back with each view that is in another state than the one before, beginning with the present one. */
export const onStateChange = (enrollment: Enrollment, tell: (view: EnrollmentView) => void): void => {
  let last: EnrollmentView['state'] | null = null
  const changed = (view: EnrollmentView) => {
    if (view.state === last) return
    last = view.state
    tell(view)
  }
  enrollment.subscribe(changed)
  changed(enrollment.view())
}

/** What is going on, for the output. */
const progressOf = ({ state, problem, message }: EnrollmentView): Message | null => {
  switch (state) {
    case 'requesting':
    case 'awaitingCode':
    case 'binding':
    case 'reconciling':
    case 'savingRecoveryCode':
    case 'done':
      return problem === null ? message : null
    default:
      return null
  }
}

/** What went wrong, or why it ended, for the error stream. */
const troubleOf = ({ state, problem, message }: EnrollmentView): Message | null => {
  switch (state) {
    case 'idle':
    case 'awaitingCode':
      return problem
    case 'expired':
    case 'failed':
      return problem ?? message
    // What went wrong before the person left was told when it happened.
    case 'cancelled':
      return message
    default:
      return null
  }
}

const secretLines = (view: EnrollmentView): readonly string[] => {
  // Once is enough: a wrong code changes neither key nor link.
  if (view.state === 'awaitingCode' && view.challenge.factorType === 'OTP' && view.error === null) {
    const { uri, manualKey } = view.challenge.otp
    return [`Key: ${reveal(manualKey)}`, `Link: ${reveal(uri)}`]
  }
  return view.state === 'savingRecoveryCode' ? [`Recovery code: ${reveal(view.recoveryCode)}`] : []
}

/** Reports each change of state: a JSON line, or the message and what goes with it; trouble on the error stream in both cases. */
export const reportTo = (
  enrollment: Enrollment,
  { output, error }: Streams,
  { json, revealed }: ReportOptions,
): void =>
  onStateChange(enrollment, (view) => {
    const trouble = troubleOf(view)
    if (trouble !== null) writeLine(error, messageText(en, trouble))
    if (json) return writeLine(output, stateLine(view, revealed))
    const progress = progressOf(view)
    if (progress !== null) writeLine(output, messageText(en, progress))
    const secrets = secretLines(view)
    if (revealed) for (const line of secrets) writeLine(output, line)
    else if (secrets.length > 0)
      writeLine(error, 'Secrets are not written into a pipe or file; --reveal shows them.')
  })
