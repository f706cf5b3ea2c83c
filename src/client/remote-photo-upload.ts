import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import {
  PhotoKey,
  checkPhoto,
  redact,
  withoutMetadata,
  type PhotoUpload,
  type ServiceError,
} from '../../machines/index.ts'
import { systemClock } from '../live/index.ts'
import { errorOfAnswer } from './answer-error.ts'
import type { RemoteOptions } from './connection-options.ts'
import { createConnection } from './connection.ts'

const Uploaded = t.type({ photo: PhotoKey })

const contentOf = (photo: Uint8Array): E.Either<ServiceError, Blob> =>
  pipe(
    E.Do,
    E.apS('format', checkPhoto(photo)),
    E.apS('bytes', withoutMetadata(photo)),
    E.map(({ format, bytes }) => new Blob([bytes], { type: format.mediaType })),
    E.mapLeft((): ServiceError => ({ _tag: 'photoRejected' })),
  )

/**
 * The way for photos of a face over a server of `mfa-enrollment/server`. The bytes lose place, time and device before
 * they leave; what is no whole JPEG or PNG of sane size is `photoRejected`, and nothing is sent.
 *
 * @example
 * const upload = createRemotePhotoUpload({ url: '/mfa' })
 * const uploaded = await upload(new Uint8Array(await file.arrayBuffer()))()
 */
export const createRemotePhotoUpload = (options: RemoteOptions): PhotoUpload => {
  const connection = createConnection({ timeoutMs: 60_000, ...options }, systemClock)
  return (photo, { signal } = {}) =>
    pipe(
      // Looked at when the task is run: until then nothing is copied.
      TE.fromIOEither(() => contentOf(photo)),
      TE.chain(
        (body) => () =>
          connection.ask({
            method: 'POST',
            path: '/photos',
            body,
            headers: { 'content-type': body.type, accept: 'application/json' },
            ...(signal && { signal }),
          }),
      ),
      TE.chainEitherK(
        (answer): E.Either<ServiceError, { readonly key: ReturnType<typeof redact<string>> }> => {
          if (answer.status < 300)
            return Uploaded.is(answer.json)
              ? E.right({ key: redact(answer.json.photo) })
              : E.left({ _tag: 'invalidResponse', paths: ['photo'] })
          const isUnfit = answer.status === 413 || answer.status === 415 || answer.status === 422
          return E.left(
            isUnfit
              ? { _tag: 'photoRejected', statusCode: answer.status }
              : errorOfAnswer(answer, systemClock.now()),
          )
        },
      ),
    )
}
