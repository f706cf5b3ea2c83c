import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { Json } from '../../json/index.ts'
import type { EnrollmentView } from '../view.ts'
import { FiniteNumber } from './finite-number.ts'
import { ViewCodec } from './view-codec.ts'

/** What a server answers about an enrollment. In JSON it is one object: the view, and `id` and `serverTime` beside it. */
export interface EnrollmentReply {
  readonly id: string
  /** What the server's clock said, epoch ms. All times of the view are of that clock. */
  readonly serverTime: number
  readonly view: EnrollmentView
}

const Envelope = t.type({ id: t.string, serverTime: FiniteNumber })

/** The reply as JSON. Its secrets are clear: it is for the enrollment's owner, and in no log and no cache. */
export const encodeReply = (
  id: string,
  view: EnrollmentView,
  serverTime: number,
): { readonly [key: string]: Json } => ({ id, serverTime, ...ViewCodec.encode(view) })

/** The reply that JSON says, as `decodeView` does. */
export const decodeReply = (json: unknown): E.Either<'notAReply', EnrollmentReply> => {
  const view = ViewCodec.decode(json)
  return E.isRight(view) && Envelope.is(json)
    ? E.right({ id: json.id, serverTime: json.serverTime, view: view.right })
    : E.left('notAReply')
}
