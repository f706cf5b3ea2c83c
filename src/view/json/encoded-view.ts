import * as E from '#fp-ts/Either'
import type { Json } from '../../json/index.ts'
import type { EnrollmentView } from '../view.ts'
import { ViewCodec } from './view-codec.ts'

/**
 * The view as JSON, for the one person whose enrollment it is: its secrets are clear in it (the key of an app, the
 * recovery code), so it belongs in no log and in no cache.
 */
export const encodeView = (view: EnrollmentView): Json => ViewCodec.encode(view)

/**
 * The view that JSON says; its secrets are `Redacted` again. Fields that are not known are dropped; with a state, a
 * message or an error that is not known it is Left.
 *
 * @example
 * decodeView(encodeView(view)) // Right, equal to the view
 */
export const decodeView = (json: unknown): E.Either<'notAView', EnrollmentView> => {
  const decoded = ViewCodec.decode(json)
  return E.isRight(decoded) ? decoded : E.left('notAView')
}
