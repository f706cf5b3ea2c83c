import * as t from 'io-ts'
import { Bound, EnrollmentError, EnrollmentErrorTag, FactorType, redacted } from '../../../machines/index.ts'
import type { Json } from '../../json/index.ts'
import type { EnrollmentView } from '../view.ts'
import { ChallengeCodec } from './challenge-codec.ts'
import { FiniteNumber, MaybeNumber } from './finite-number.ts'
import { MessageCodec } from './message-codec.ts'

const MaybeString = t.union([t.string, t.null])

const CanCodec = t.readonly(
  t.strict({
    choose: t.boolean,
    submit: t.boolean,
    resend: t.boolean,
    renew: t.boolean,
    save: t.boolean,
    restart: t.boolean,
    cancel: t.boolean,
  }),
)

const AnnounceCodec = t.readonly(
  t.strict({ politeness: t.keyof({ polite: null, assertive: null }), message: MessageCodec }),
)

const SupportCodec = t.readonly(
  t.strict({
    enrollmentId: t.string,
    requestId: MaybeString,
    error: t.union([EnrollmentError, t.null]),
  }),
)

const base = {
  factorType: t.union([FactorType, t.null]),
  can: CanCodec,
  message: MessageCodec,
  problem: t.union([MessageCodec, t.null]),
  error: t.union([EnrollmentErrorTag, t.null]),
  announce: t.union([AnnounceCodec, t.null]),
  support: SupportCodec,
  sendAgainAt: MaybeNumber,
  nextChangeAt: MaybeNumber,
}

const screen = <State extends string, More extends t.Props>(state: State, more: More) =>
  t.readonly(t.strict({ ...base, state: t.literal(state), ...more }))

const open = {
  challenge: ChallengeCodec,
  generation: FiniteNumber,
  expiresAt: FiniteNumber,
  secondsLeft: FiniteNumber,
  submitAt: MaybeNumber,
}

/**
 * The view as JSON has it, and back: secrets are clear in JSON, and `Redacted` from here on. What is not known
 * beside the known fields is dropped, so that a newer server may say more; an unknown state or message is no view.
 */
export const ViewCodec: t.Type<EnrollmentView, { readonly [key: string]: Json }> = t.union(
  [
    screen('idle', {}),
    screen('requesting', {}),
    screen('awaitingCode', open),
    screen('binding', { leaving: t.boolean }),
    screen('reconciling', { leaving: t.boolean }),
    screen('savingRecoveryCode', { recoveryCode: redacted(t.string), factorId: MaybeString }),
    screen('expired', { maskedDestination: MaybeString }),
    screen('failed', { bound: Bound }),
    screen('done', { factorId: MaybeString }),
    screen('cancelled', { bound: Bound }),
  ],
  'EnrollmentView',
)
