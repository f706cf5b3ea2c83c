import type { PhotoUpload } from '../../../machines/index.ts'
import type { Enrollment } from '../../live/index.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Interruption } from '../interruption.ts'
import { writeLine, type Streams } from '../streams.ts'
import type { Terminal } from '../terminal.ts'
import type { CliTexts } from '../texts/texts.ts'
import type { AnsweringOptions } from './answering.ts'
import { enrollInteractively } from './interactive.ts'
import { leaveOnInterruption } from './leave-on-interruption.ts'
import { enrollPiped } from './piped.ts'
import { reportTo } from './report.ts'
import { createSupportLines } from './support-lines.ts'
import { UsageError } from '../usage-error.ts'
import { completeTarget, requireComplete, type Target } from './target.ts'

/** How the arguments want it. */
export interface EnrollmentValues {
  readonly ascii?: boolean | undefined
  readonly 'ack-recovery-code'?: boolean | undefined
  readonly json?: boolean | undefined
  readonly reveal?: boolean | undefined
  readonly yes?: boolean | undefined
}

export interface EnrollmentRun extends Pick<AnsweringOptions, 'answer'> {
  readonly streams: Streams
  readonly texts: CliTexts
  /** Null where a script sits at the other end. */
  readonly terminal: Terminal | null
  readonly interruption: Interruption
  readonly target: Target
  readonly upload: PhotoUpload
  /** The origin of the service, told when it cannot be reached. */
  readonly origin?: string
  readonly values: EnrollmentValues
}

/**
 * Says what is wrong with a target, or missing in it where nobody can be asked, before anything is done.
 *
 * @throws UsageError
 */
export const checkTarget = (target: Target, texts: CliTexts, hasTerminal: boolean): void => {
  if (hasTerminal) completeTarget(target, texts)
  else requireComplete(target, texts)
}

/**
 * Says before anything is done that nobody could see the key that codes are computed from.
 *
 * @throws UsageError
 */
export const checkKeyIsSeen = (
  { factor }: Target,
  { json = false, reveal = false }: EnrollmentValues,
  texts: CliTexts,
  hasTerminal: boolean,
): void => {
  if (factor === 'OTP' && !hasTerminal && !json && !reveal) throw new UsageError(texts.usage.revealMissing)
}

/**
 * Takes an enrollment to its end, with a person or with a script. The target was checked.
 */
export const runEnrollment = (enrollment: Enrollment, run: EnrollmentRun): Promise<ExitCode> => {
  const { streams, texts, terminal, interruption, target, upload, values, answer, origin = null } = run
  const ackRecoveryCode = values['ack-recovery-code'] === true
  const support = createSupportLines(streams, texts, terminal?.look.plain === true)
  const sayOnTheWay = terminal?.say ?? ((text: string) => writeLine(streams.error, text))
  leaveOnInterruption(interruption, enrollment, texts, sayOnTheWay)

  if (terminal !== null) {
    const photo = completeTarget(target, texts)?.photo ?? null
    return enrollInteractively(enrollment, terminal, {
      target,
      givenPhoto: photo && { path: target.given ?? '', photo },
      upload,
      support,
      origin,
      ackRecoveryCode,
      ready: values.yes === true,
      ascii: values.ascii === true,
      ...(answer && { answer }),
    })
  }
  reportTo(enrollment, streams, {
    texts,
    support,
    origin,
    json: values.json === true,
    revealed: values.reveal === true,
  })
  return enrollPiped(enrollment, streams, {
    target: requireComplete(target, texts),
    texts,
    upload,
    support,
    ackRecoveryCode,
    wasInterrupted: interruption.happened,
  })
}
