import type { TaskEither } from '#fp-ts/TaskEither'
import type { ServiceError } from '../../machines/index.ts'
import type { Call } from './call.ts'
import type { Opened } from './envelope.ts'

/**
 * Takes a call to the server and brings back the opened envelope of a success, or why there was none. It
 * may be ky, or the vendor's SDK. Without a signal nobody takes the call back.
 */
export type Carrier<C extends Call = Call> = (
  call: C,
  options?: { readonly signal?: AbortSignal },
) => TaskEither<ServiceError, Opened>
