import * as E from '#fp-ts/Either'
import type { PhotoUpload, Redacted, ServiceError } from '../../../machines/index.ts'
import type { Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { exitCodeOfError, type ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { whileIn } from '../while-in.ts'
import { isFinal, supportOfUpload, uploaded, uploadTrouble } from './photo-upload.ts'
import { timeLeft } from './code-question.ts'
import { photoQuestion } from './questions.ts'
import type { SupportIds } from './support-lines.ts'

/** The photo of an enrollment at a terminal. */
export interface Photos {
  /** The key of a photo that was uploaded; asks for a file where there is none yet. Null if the enrollment moved on meanwhile. */
  readonly key: (view: EnrollmentView) => Promise<Redacted<string> | ExitCode | null>
  /** The server did not take it: the next is asked for. */
  readonly forget: () => void
}

/** The file that the arguments gave, if any. */
export interface GivenPhoto {
  readonly path: string
  readonly photo: Uint8Array
}

export const createPhotos = (
  enrollment: Enrollment,
  { texts, say, ask }: Terminal,
  upload: PhotoUpload,
  given: GivenPhoto | null,
  support: (ids: SupportIds) => void,
): Photos => {
  let entered = given?.path ?? ''
  let photo = given?.photo ?? null
  let key: Redacted<string> | null = null

  const tell = (error: ServiceError) => {
    say(uploadTrouble(error, texts), 'red')
    support(supportOfUpload(enrollment.id, error))
  }

  const askFor = async (view: EnrollmentView, signal: AbortSignal): Promise<Uint8Array | null> => {
    const question = photoQuestion(enrollment, texts, entered, (typed, bytes) => {
      entered = typed
      photo = bytes
    })
    // The minute runs, and a face needs no countdown to be hurried by.
    if (view.state === 'awaitingCode') say(texts.remark.timeLeft(view.secondsLeft))
    const news = view.state === 'awaitingCode' ? timeLeft(enrollment, texts) : {}
    await ask({ ...question, ...news }, signal)
    return photo
  }

  const bring = async (
    view: EnrollmentView,
    signal: AbortSignal,
  ): Promise<Redacted<string> | ExitCode | null> => {
    for (;;) {
      const bytes = photo ?? (await askFor(view, signal))
      if (signal.aborted || bytes === null) return null
      photo = null
      say(texts.remark.uploading, 'dim')
      const sent = await uploaded(upload, bytes, signal)
      if (signal.aborted) return null
      if (E.isRight(sent)) return (key = sent.right)
      tell(sent.left)
      if (isFinal(sent.left)) return exitCodeOfError(sent.left._tag)
    }
  }

  return {
    key: async (view) => {
      if (key !== null) return key
      const { signal, stop } = whileIn(enrollment, view)
      return bring(view, signal).finally(stop)
    },
    forget: () => {
      key = null
    },
  }
}
