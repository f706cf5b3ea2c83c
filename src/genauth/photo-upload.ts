import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { checkPhoto, withoutMetadata } from '../../machines/index.ts'
import type { PhotoUpload, ServiceError } from '../../machines/index.ts'
import type { UploadCall } from './call.ts'
import { connect } from './connection.ts'
import { decodeUploaded } from './decode.ts'
import type { GenAuthOptions } from './genauth-options.ts'

const uploadCall = (photo: Uint8Array): E.Either<ServiceError, UploadCall> =>
  pipe(
    E.Do,
    E.apS('format', checkPhoto(photo)),
    E.apS('bytes', withoutMetadata(photo)),
    E.mapLeft((): ServiceError => ({ _tag: 'photoRejected' })),
    E.map(({ format, bytes }) => ({
      endpoint: 'upload',
      factorType: 'FACE',
      form: () => {
        const form = new FormData()
        // The name of a person's file may tell who is on it; servers want one all the same.
        const name = format.mediaType === 'image/png' ? 'photo.png' : 'photo.jpeg'
        form.set('file', new Blob([bytes], { type: format.mediaType }), name)
        return form
      },
    })),
  )

/**
 * The upload of a photo of a face over the vendor's `/api/v2/upload`, by ky: private, and without a public
 * address. Give the key to `photo.submitted` with `isExternalPhoto: false`.
 *
 * The bytes must be a whole JPEG or PNG of sane size (`checkPhoto` says which), and lose place, time and
 * device before they are sent; anything else is `photoRejected`, and nothing is sent. `photoRejected` is also
 * what a server means that finds the photo too large (413) or unfit (400). Nothing is retried but after a
 * 401, as in `createGenAuthService`; all of it has `uploadTimeoutMs`. A key that `photo.submitted` would refuse
 * (blank at an end, like a link, with a backslash) is `invalidResponse` at `data.key`.
 *
 * @throws TypeError at once if an option cannot work, as `createGenAuthService`.
 *
 * @example
 * import { createPhotoUpload } from 'mfa-enrollment/genauth'
 *
 * const upload = createPhotoUpload({
 *   host: 'https://acme.genauth.ai',
 *   appId: '6490abcdef…',
 *   getAccessToken: async ({ refresh }) => {
 *     const response = await fetch(`/session/token?refresh=${refresh}`)
 *     if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`) // can be tried again
 *     return response.ok ? response.text() : '' // '': signed out
 *   },
 * })
 * const commandFor = async (file: Blob) => {
 *   const uploaded = await upload(new Uint8Array(await file.arrayBuffer()))()
 *   if (uploaded._tag === 'Left') return null
 *   return { type: 'photo.submitted', photo: uploaded.right.key, isExternalPhoto: false } as const
 * }
 */
export const createPhotoUpload = (options: GenAuthOptions): PhotoUpload => {
  const carry = connect(options)
  return (photo, callOptions) =>
    pipe(
      // Looked at when the task is run: until then nothing is copied.
      TE.fromIOEither(() => uploadCall(photo)),
      TE.chain((call) => carry(call, callOptions)),
      TE.chainEitherK(decodeUploaded),
    )
}
