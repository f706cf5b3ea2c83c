import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { Refusal } from '../../../machines/index.ts'
import { InspectionFrame } from '../../inspect/index.ts'
import type { Answered } from './channel.ts'

const Answer = t.union([
  t.type({ accepted: t.literal(true) }),
  t.type({ accepted: t.literal(false), reason: t.string }),
])

const Reason = t.union([
  Refusal,
  t.keyof({ unknownEnrollment: null, unreachable: null } satisfies Record<
    Exclude<Extract<Answered, { readonly accepted: false }>['reason'], Refusal>,
    null
  >),
])

export const unreachable: Answered = { accepted: false, reason: 'unreachable' }

/** Reads what a host answered; what is no answer counts as none. */
export const answerOf = (input: unknown): Answered => {
  if (!Answer.is(input)) return unreachable
  if (input.accepted) return { accepted: true }
  return Reason.is(input.reason) ? { accepted: false, reason: input.reason } : unreachable
}

/** Reads a frame; null for anything else. */
export const frameOf = (input: unknown): InspectionFrame | null => {
  const frame = InspectionFrame.decode(input)
  return E.isRight(frame) ? frame.right : null
}

/** Text from outside as JSON; null if it is none. */
export const jsonOf = (words: string): unknown => {
  try {
    const value: unknown = JSON.parse(words)
    return value
  } catch {
    return null
  }
}
