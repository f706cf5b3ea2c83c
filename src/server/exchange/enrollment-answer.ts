import * as E from '#fp-ts/Either'
import type { Json } from '../../json/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { encodeReply } from '../../view/json/index.ts'
import type { Answer } from './exchange.ts'

/** JSON as a response. */
export const jsonAnswer = (
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): Answer =>
  E.right(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    }),
  )

export interface Shown {
  readonly id: string
  readonly view: EnrollmentView
  /** Epoch ms. */
  readonly now: number
}

/** An enrollment as its owner may see it, secrets and all. */
export const enrollmentJson = ({ id, view, now }: Shown): Json => encodeReply(id, view, now)
