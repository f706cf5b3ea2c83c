import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { withoutMetadata, type PhotoUpload, type ServiceError } from '../../machines/index.ts'
import type { Engine } from './engine/engine.ts'
import type { MemoryCall } from './memory-call.ts'
import { uploadCall } from './port-calls.ts'

/** The engine as a `PhotoUpload`, without HTTP. The metadata goes before the call, as on every way to a server. */
export const createPhotoUpload =
  (engine: Engine, call: MemoryCall): PhotoUpload =>
  (photo, options) =>
    pipe(
      // Not before the task runs.
      TE.fromIO(() => withoutMetadata(photo)),
      TE.chainEitherK(E.mapLeft((): ServiceError => ({ _tag: 'photoRejected' }))),
      TE.chain((file) =>
        call(uploadCall, options, (person) =>
          engine.upload(person, { file, folder: 'photos', private: 'true' }),
        ),
      ),
    )
