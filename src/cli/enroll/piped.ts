import { settledView, whenView, type Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import type { Chosen } from '../destination.ts'
import { exitCodeOf, type ExitCode } from '../exit-code.ts'
import { readLines, type LineReader } from '../line-reader.ts'
import { isWritten, writeLine, type Streams } from '../streams.ts'
import { whileIn } from '../while-in.ts'

export interface PipedOptions {
  readonly chosen: Chosen
  readonly ackRecoveryCode: boolean
  readonly wasInterrupted: () => boolean
}

/** The next line while the enrollment stays where it is; at the end of input the enrollment is left. */
const nextLine = async (
  enrollment: Enrollment,
  { error }: Streams,
  reader: LineReader,
  view: EnrollmentView,
): Promise<string | null> => {
  const { signal, stop } = whileIn(enrollment, view)
  const read = await reader.next(signal)
  stop()
  if (read === 'end') {
    writeLine(error, 'The input ended before the enrollment was done.')
    enrollment.send({ type: 'enrollment.cancelled' })
  }
  return typeof read === 'string' ? null : read.line
}

const submit = async (enrollment: Enrollment, { error }: Streams, code: string): Promise<void> => {
  await whenView(enrollment, (view) => view.state !== 'awaitingCode' || view.can.submit)
  const sent = enrollment.send({ type: 'code.submitted', passCode: code })
  if (!sent.accepted && sent.reason === 'invalidCode')
    writeLine(
      error,
      'That line is no code: it must be the digits shown or sent, and nothing else. Reading the next line.',
    )
}

const confirm = (enrollment: Enrollment, { error }: Streams, line: string): void => {
  if (line.trim().toLowerCase() === 'saved') enrollment.send({ type: 'recoveryCode.saved' })
  else writeLine(error, 'Write "saved" once the recovery code is saved.')
}

/** What nobody could read was not saved, whatever the arguments say. */
const acknowledgement = async (
  enrollment: Enrollment,
  { output, error }: Streams,
): Promise<string | null> => {
  if (await isWritten(output)) return 'saved'
  writeLine(error, 'The output was closed before the recovery code could be written.')
  enrollment.send({ type: 'enrollment.cancelled' })
  return null
}

/** Enrolls with a script at the other end: each line of input is a code, or `saved`. Asks for nothing twice by itself. */
export const enrollPiped = async (
  enrollment: Enrollment,
  streams: Streams,
  options: PipedOptions,
): Promise<ExitCode> => {
  const reader = readLines(streams.input)
  const { chosen, ackRecoveryCode, wasInterrupted } = options
  const started = enrollment.send(chosen)
  if (!started.accepted) throw new Error(`A new enrollment refused its first command: ${started.reason}`)
  try {
    for (;;) {
      const view = await settledView(enrollment)
      switch (view.state) {
        case 'awaitingCode': {
          const line = await nextLine(enrollment, streams, reader, view)
          if (line !== null) await submit(enrollment, streams, line)
          break
        }
        case 'savingRecoveryCode': {
          const line = ackRecoveryCode
            ? await acknowledgement(enrollment, streams)
            : await nextLine(enrollment, streams, reader, view)
          if (line !== null) confirm(enrollment, streams, line)
          break
        }
        default:
          return exitCodeOf(view, wasInterrupted())
      }
    }
  } finally {
    reader.close()
  }
}
