import { reveal } from '../../../machines/index.ts'
import type { Enrollment } from '../../live/index.ts'
import { en, messageText, type EnrollmentView } from '../../view/index.ts'
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

const secretLines = (view: EnrollmentView): readonly string[] => {
  if (view.state === 'awaitingCode' && view.challenge.factorType === 'OTP') {
    const { uri, manualKey } = view.challenge.otp
    return [`Key: ${reveal(manualKey)}`, `Link: ${reveal(uri)}`]
  }
  return view.state === 'savingRecoveryCode' ? [`Recovery code: ${reveal(view.recoveryCode)}`] : []
}

/** Reports each change of state on the output: a JSON line, or the message and what goes with it. */
export const reportTo = (enrollment: Enrollment, { output, error }: Streams, { json, revealed }: ReportOptions): void =>
  onStateChange(enrollment, (view) => {
    if (json) return writeLine(output, stateLine(view, revealed))
    if (view.problem === null && view.state !== 'idle') writeLine(output, messageText(en, view.message))
    const secrets = secretLines(view)
    if (revealed) for (const line of secrets) writeLine(output, line)
    else if (secrets.length > 0) writeLine(error, 'Secrets are not written into a pipe or file; --reveal shows them.')
  })
