import * as E from '#fp-ts/Either'
import type { PhotoUpload, Redacted, ServiceError } from '../../../machines/index.ts'
import { messageText, plainText, secondsUntil } from '../../view/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import type { SupportIds } from './support-lines.ts'

/** Brings a photo to the server and gives its key. The signal ends it. */
export const uploaded = async (
  upload: PhotoUpload,
  photo: Uint8Array,
  signal: AbortSignal,
): Promise<E.Either<ServiceError, Redacted<string>>> => {
  const answer = await upload(photo, { signal })()
  return E.isLeft(answer) ? answer : E.right(answer.right.key)
}

/** What a failed upload means to the person, in the words that the same failure has within an enrollment. */
export const uploadTrouble = (error: ServiceError, { messages }: Pick<CliTexts, 'messages'>): string => {
  const wait = error._tag === 'throttled' ? secondsUntil(error.retryAt ?? null, Date.now()) : 0
  return messageText(messages, { id: `error.${error._tag}`, params: { wait } })
}

/** What support needs to know of it. */
export const supportOfUpload = (enrollmentId: string, { requestId }: ServiceError): SupportIds => ({
  enrollmentId,
  requestId: requestId === undefined ? null : plainText(requestId, 128),
})

/** Another try, or another photo, would change nothing. */
export const isFinal = ({ _tag }: ServiceError): boolean =>
  _tag === 'unauthorized' || _tag === 'forbidden' || _tag === 'unsupported' || _tag === 'notFound'
