import * as t from 'io-ts'
import type { TaskEither } from '#fp-ts/TaskEither'
import { NonEmptyString } from '../enrollment/non-empty-string.ts'
import { redacted } from '../enrollment/redacted.ts'
import type { ServiceError } from '../enrollment/service-error.ts'

/**
 * A photo that was uploaded privately. `key` is what `photo.submitted` carries, with `isExternalPhoto: false`.
 * It names a picture of a face, and is therefore `Redacted`.
 */
export const UploadedPhoto = t.readonly(t.exact(t.type({ key: redacted(NonEmptyString) })), 'UploadedPhoto')
export type UploadedPhoto = t.TypeOf<typeof UploadedPhoto>

/**
 * Brings a photo of a face to the server, before the token is asked for: the token's minute should not be
 * spent on a slow upload. The bytes are checked to be a JPEG or PNG of sane size, and lose their metadata
 * (place, time, device) first; what is no such photo is refused as `photoRejected` without being sent.
 *
 * @example
 * const uploaded = await upload(bytes)()
 * if (uploaded._tag === 'Right')
 *   enrollment.send({ type: 'photo.submitted', photo: uploaded.right.key, isExternalPhoto: false })
 */
export type PhotoUpload = (
  photo: Uint8Array,
  options?: { readonly signal?: AbortSignal },
) => TaskEither<ServiceError, UploadedPhoto>
