import { reveal } from '../../../machines/index.ts'
import type { Enrollment } from '../../live/index.ts'
import { messageText, type EnrollmentView, type Message } from '../../view/index.ts'
import { stateLine } from '../state-lines.ts'
import { writeLine, type Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { nextSteps } from './next-step.ts'
import { supportFor, type SupportIds } from './support-lines.ts'

export interface ReportOptions {
  readonly texts: CliTexts
  readonly json: boolean
  /** Show secrets, although the output is no terminal and may be a log. */
  readonly revealed: boolean
  /** Its ids stand in the JSON lines already. */
  readonly support: (ids: SupportIds) => void
  /** Where the service is; null where that says nothing. */
  readonly origin: string | null
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
const troubleOf = ({ state, problem, message, error }: EnrollmentView): Message | null => {
  switch (state) {
    case 'idle':
    case 'awaitingCode':
      return problem
    case 'expired':
      // That the minute is over is told with what a script can do.
      return error === 'tokenExpired' ? null : problem
    case 'failed':
      return problem ?? message
    // What went wrong before the person left was told when it happened.
    case 'cancelled':
      return message
    default:
      return null
  }
}

/** A script draws no picture to be scanned. */
const digitsToEnter = (view: EnrollmentView, { remark }: CliTexts): string | null =>
  view.state === 'awaitingCode' && view.challenge.factorType === 'OTP'
    ? remark.typeKey(view.challenge.otp.digits)
    : null

const secretLines = (view: EnrollmentView, { remark }: CliTexts): readonly string[] => {
  // Once is enough: a wrong code changes neither key nor link.
  if (view.state === 'awaitingCode' && view.challenge.factorType === 'OTP' && view.error === null) {
    const { uri, manualKey } = view.challenge.otp
    return [remark.key(reveal(manualKey)), remark.link(reveal(uri))]
  }
  return view.state === 'savingRecoveryCode' ? [remark.recoveryCode(reveal(view.recoveryCode))] : []
}

/** Reports each change of state: a JSON line, or the message and what goes with it; trouble on the error stream in both cases. */
export const reportTo = (
  enrollment: Enrollment,
  { output, error }: Pick<Streams, 'output' | 'error'>,
  { texts, json, revealed, support, origin }: ReportOptions,
): void => {
  const text = (message: Message) => messageText(texts.messages, message)
  const tellSupport = supportFor(support)

  const reportTrouble = (view: EnrollmentView) => {
    const trouble = troubleOf(view)
    if (trouble !== null) writeLine(error, text(trouble))
    if (view.state === 'expired') writeLine(error, texts.remark.runAgain)
    if (json) return
    for (const line of nextSteps(view, texts, origin)) writeLine(error, line)
    tellSupport(view)
  }

  onStateChange(enrollment, (view) => {
    reportTrouble(view)
    if (json) return writeLine(output, stateLine(view, texts.messages, revealed))
    const progress = progressOf(view)
    if (progress !== null) writeLine(output, digitsToEnter(view, texts) ?? text(progress))
    const secrets = secretLines(view, texts)
    if (revealed) for (const line of secrets) writeLine(output, line)
    else if (secrets.length > 0) writeLine(error, texts.remark.secretsHidden)
  })
}
