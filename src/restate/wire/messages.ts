import * as t from 'io-ts'
import { Choice, EnrollmentData, FactorType, redacted } from '../../../machines/index.ts'
import type { Effect, EffectCall } from '../../durable/index.ts'

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const message = <P extends t.Props>(name: string, props: P) => t.readonly(t.exact(t.type(props)), name)

const Token = nullable(redacted(t.string))

/** What `create` is given. */
export const Create = message('Create', {
  owner: Token,
  accessToken: Token,
  requestDigest: nullable(t.string),
  /** Decoded by the machine; absent if there is none. */
  command: nullable(message('Given', { command: t.unknown })),
})

export const Send = message('Send', { accessToken: Token, command: t.unknown })

/** The person is back with a token, for a lookup that waited for one. */
export const Resume = message('Resume', { accessToken: redacted(t.string) })

/** What `get` and `erase` are given: they are told apart by what it was sealed for. */
export const Nothing = message('Nothing', {})

const Baseline = message('Baseline', { factorId: t.string, factorType: t.string, target: Token })

const Bind = message('Bind', {
  factorType: FactorType,
  enrollmentToken: redacted(t.string),
  enrollmentData: redacted(EnrollmentData),
})

const effect = <Call extends EffectCall, P extends t.Props>(call: Call, input: P) =>
  message(call, { seq: t.number, call: t.literal(call), input: message('Input', input) })

const AnyEffect: t.Type<Effect, unknown> = t.union([
  effect('sendEnrollFactorRequest', { enrollmentId: t.string, attemptId: t.string, choice: Choice }),
  effect('enrollFactor', {
    attemptId: t.string,
    bind: Bind,
    choice: nullable(Choice),
    before: nullable(t.readonlyArray(Baseline)),
  }),
  effect('listEnrolledFactors', { attemptId: t.string }),
])

/** A call to be made. `life` tells an enrollment from an erased one of the same id. */
export const Run = message('Run', { life: t.string, effect: AnyEffect })

const Call: t.Type<EffectCall, unknown> = t.keyof({
  sendEnrollFactorRequest: null,
  enrollFactor: null,
  listEnrolledFactors: null,
})

/** How a call ended, or that nobody knows how. */
export const Outcome = t.union([
  message('Interrupted', { _tag: t.literal('interrupted') }),
  message('Left', { _tag: t.literal('Left'), left: t.unknown }),
  message('Right', { _tag: t.literal('Right'), right: t.unknown }),
])
export type Outcome = t.TypeOf<typeof Outcome>

export const Settle = message('Settle', { life: t.string, seq: t.number, call: Call, outcome: Outcome })

/** `at`, epoch ms, is the moment that it was armed for. One without it was sent on unread. */
export const Timer = message('Timer', { life: nullable(t.string), at: nullable(t.number) })
