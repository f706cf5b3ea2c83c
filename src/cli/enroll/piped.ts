import { settledView, whenView, type Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { exitCodeOf, type ExitCode } from '../exit-code.ts'
import { readLines } from '../line-reader.ts'
import { isWritten, writeLine, type Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { createPipedLines } from './piped-lines.ts'
import { createPipedPhotos, type PipedPhotos, type PipedPhotosOptions } from './piped-photos.ts'
import type { CompleteTarget } from './target.ts'

export interface PipedOptions extends PipedPhotosOptions {
  readonly target: CompleteTarget
  readonly texts: CliTexts
  readonly ackRecoveryCode: boolean
  readonly wasInterrupted: () => boolean
}

type Awaiting = Extract<EnrollmentView, { readonly state: 'awaitingCode' }>

/** Enrolls with a script at the other end: each line of input is a code, a photo's path, or `saved`. Asks for nothing twice by itself. */
export const enrollPiped = async (
  enrollment: Enrollment,
  streams: Pick<Streams, 'input' | 'output' | 'error'>,
  options: PipedOptions,
): Promise<ExitCode> => {
  const { target, texts, ackRecoveryCode, wasInterrupted } = options
  const { remark } = texts
  const reader = readLines(streams.input)
  const tell = (text: string) => writeLine(streams.error, text)
  const lines = createPipedLines(enrollment, reader, texts, tell)
  const photos: PipedPhotos | null =
    target.photo === null ? null : createPipedPhotos(enrollment, target.photo, { lines, tell, ...options })
  let isChosen = false

  const choose = async (view: EnrollmentView): Promise<ExitCode | null> => {
    // A request that failed is not repeated.
    if (isChosen) return exitCodeOf(view, wasInterrupted())
    const code = photos === null ? null : await photos.bring(view)
    if (code !== null || enrollment.view().state !== 'idle') return code
    isChosen = true
    const started = enrollment.send(target.chosen)
    if (!started.accepted) throw new Error(`A new enrollment refused its first command: ${started.reason}`)
    return null
  }

  const submit = async (view: Awaiting): Promise<ExitCode | null> => {
    if (photos !== null) return photos.submit(view)
    const passCode = await lines.next(view)
    if (passCode === null) return null
    await whenView(enrollment, ({ state, can }) => state !== 'awaitingCode' || can.submit)
    const sent = enrollment.send({ type: 'code.submitted', passCode })
    if (!sent.accepted && sent.reason === 'invalidCode') lines.refuse(remark.lineIsNoCode)
    else lines.took()
    return null
  }

  const confirm = async (view: EnrollmentView): Promise<void> => {
    const line = ackRecoveryCode ? 'saved' : await lines.next(view)
    // What nobody could read was not saved, whatever the arguments say.
    if (ackRecoveryCode && !(await isWritten(streams.output))) {
      tell(remark.outputClosed)
      enrollment.send({ type: 'enrollment.cancelled' })
    } else if (line?.trim().toLowerCase() === 'saved') enrollment.send({ type: 'recoveryCode.saved' })
    else if (line !== null) lines.refuse(remark.writeSaved)
  }

  const step = async (view: EnrollmentView): Promise<ExitCode | null> => {
    switch (view.state) {
      case 'idle':
        return choose(view)
      case 'awaitingCode':
        return submit(view)
      case 'savingRecoveryCode':
        await confirm(view)
        return null
      default:
        return exitCodeOf(view, wasInterrupted())
    }
  }

  try {
    for (;;) {
      const code = await step(await settledView(enrollment))
      if (code !== null) return code
    }
  } finally {
    reader.close()
  }
}
