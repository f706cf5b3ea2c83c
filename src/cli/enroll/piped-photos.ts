import * as E from '#fp-ts/Either'
import type { PhotoUpload, Redacted } from '../../../machines/index.ts'
import { whenView, type Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { exitCodeOfError, type ExitCode } from '../exit-code.ts'
import type { CliTexts } from '../texts/texts.ts'
import { whileIn } from '../while-in.ts'
import { readPhotoFile } from './photo-file.ts'
import { supportOfUpload, uploaded, uploadTrouble } from './photo-upload.ts'
import type { PipedLines } from './piped-lines.ts'
import type { SupportIds } from './support-lines.ts'

export interface PipedPhotosOptions {
  readonly upload: PhotoUpload
  readonly support: (ids: SupportIds) => void
}

interface Options extends PipedPhotosOptions {
  readonly texts: CliTexts
  readonly lines: PipedLines
  readonly tell: (text: string) => void
}

/** The photos of a script: a file that is no good, or that the server rejects, reads the next line as a path. */
export interface PipedPhotos {
  /** Brings a photo to the server, before the token is asked for. An exit code if another one would not help. */
  readonly bring: (view: EnrollmentView) => Promise<ExitCode | null>
  /** Submits the photo that was brought. */
  readonly submit: (view: EnrollmentView) => Promise<ExitCode | null>
}

export const createPipedPhotos = (
  enrollment: Enrollment,
  first: Uint8Array,
  { upload, texts, lines, tell, support }: Options,
): PipedPhotos => {
  let photo: Uint8Array | null = first
  let key: Redacted<string> | null = null

  const readNext = async (view: EnrollmentView): Promise<Uint8Array | null> => {
    for (;;) {
      const path = await lines.next(view)
      if (path === null) return null
      const read = readPhotoFile(path)
      if (E.isRight(read)) {
        lines.took()
        return read.right
      }
      lines.refuse(texts.answer.photo(read.left))
    }
  }

  const bring = async (view: EnrollmentView): Promise<ExitCode | null> => {
    while (key === null) {
      const bytes: Uint8Array | null = photo ?? (await readNext(view))
      photo = null
      if (bytes === null) return null
      const { signal, stop } = whileIn(enrollment, view)
      const sent = await uploaded(upload, bytes, signal).finally(stop)
      if (signal.aborted) return null
      if (E.isRight(sent)) key = sent.right
      else {
        tell(uploadTrouble(sent.left, texts))
        support(supportOfUpload(enrollment.id, sent.left))
        if (sent.left._tag !== 'photoRejected') return exitCodeOfError(sent.left._tag)
      }
    }
    return null
  }

  return {
    bring,
    submit: async (view) => {
      // Whatever was wrong, the same photo is not sent for ever.
      if (view.problem !== null) key = null
      const code = await bring(view)
      if (code !== null || key === null) return code
      await whenView(enrollment, ({ state, can }) => state !== 'awaitingCode' || can.submit)
      const sent = enrollment.send({ type: 'photo.submitted', photo: key, isExternalPhoto: false })
      if (!sent.accepted && sent.reason === 'invalidPhoto') {
        tell(texts.answer.notAccepted)
        key = null
      }
      return null
    },
  }
}
