import * as t from 'io-ts'
import { Bound, EnrollmentError, FactorType } from '../../../machines/index.ts'

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const record = <P extends t.Props>(props: P, name?: string) => t.readonly(t.exact(t.type(props)), name)

/** A state of the machine as XState writes it: `'idle'`, `{ reconciling: 'asking' }`. */
export const ShownValue = t.union([t.string, t.readonly(t.record(t.string, t.string))], 'ShownValue')
export type ShownValue = t.TypeOf<typeof ShownValue>

/**
 * The names of the secrets that the context holds, never the secrets: a viewer draws each as `<redacted>`.
 * `profile` stands for contact data of any kind: of the choice, of cooldowns, of factors the account had.
 */
export const HeldSecret = t.keyof(
  { profile: null, enrollmentToken: null, otpSecret: null, recoveryCode: null, submission: null },
  'HeldSecret',
)
export type HeldSecret = t.TypeOf<typeof HeldSecret>

/** The open challenge, without its token and secret. Times are epoch ms. */
export const ShownChallenge = record({
  generation: t.number,
  sentAt: t.number,
  deadline: t.number,
  wrongCodeBudget: t.number,
  /** Of OTP: how many digits a code has, and how long it is good for, s. */
  otp: nullable(record({ digits: t.number, period: t.number })),
})

/** The part of the context that anybody may see, by an allow-list: a field that is not named here does not pass. */
export const ShownContext = record(
  {
    enrollmentId: t.string,
    /** Rises with every call of the service; `${enrollmentId}:${seq}` names the attempt. */
    seq: t.number,
    factorType: nullable(FactorType),
    /** `+86 188****0000`, `a***@example.com`; null where no message is sent. */
    maskedDestination: nullable(t.string),
    challenge: nullable(ShownChallenge),
    /** How many factors the account had before; null if the list could not be had. */
    factorsBefore: nullable(t.number),
    /** Until when no further message may be asked for, epoch ms. */
    cooldowns: t.readonlyArray(record({ factorType: FactorType, until: t.number })),
    submitAfter: nullable(t.number),
    wrongCodes: t.number,
    clockAheadMs: nullable(t.number),
    bound: Bound,
    listingsLeft: t.number,
    cancelRequested: t.boolean,
    factorId: nullable(t.string),
    error: nullable(EnrollmentError),
    holds: t.readonlyArray(HeldSecret),
  },
  'ShownContext',
)
export type ShownContext = t.TypeOf<typeof ShownContext>

/** An event that the machine took, by an allow-list of fields. */
export const ShownEvent = t.readonly(
  t.exact(
    t.intersection([
      t.type({
        /**
         * As XState names it: `code.submitted`, `xstate.done.actor.enrollFactor`, `xstate.after.tokenLifetime…`.
         * One that the machine does not know is called `unknown`, whatever its name.
         */
        type: t.string,
      }),
      t.partial({
        factorType: FactorType,
        maskedDestination: t.string,
        generation: t.number,
        /** Why a call of the service failed. */
        error: EnrollmentError,
      }),
    ]),
  ),
  'ShownEvent',
)
export type ShownEvent = t.TypeOf<typeof ShownEvent>

/** Where an enrollment stands. */
export const ShownState = record(
  {
    value: ShownValue,
    /** `error` if the machine stopped with a defect, `stopped` if its host stopped it. */
    status: t.keyof({ active: null, done: null, error: null, stopped: null }),
    context: ShownContext,
    /**
     * The commands that this state takes. Waits (`cooldowns`, `submitAfter`) and the token's minute pass without
     * a frame, so they are left out: a command that comes too early or too late is refused with its reason.
     */
    commands: t.readonlyArray(t.string),
  },
  'ShownState',
)
export type ShownState = t.TypeOf<typeof ShownState>

const inEveryFrame = {
  /** Raised whenever a frame of before could no longer be read as one of now. */
  version: t.literal(1),
  /** Epoch ms. */
  at: t.number,
  enrollmentId: t.string,
  state: ShownState,
}

const StartedFrame = t.readonly(
  t.exact(
    t.intersection([
      t.type({ type: t.literal('enrollment.started'), ...inEveryFrame, restored: t.boolean }),
      // Left out where it is met at its beginning, as in recordings of before there was the field.
      t.partial({ joined: t.literal(true) }),
    ]),
  ),
)

/**
 * One thing that happened to an enrollment, as an inspector may see it: JSON without secrets and with
 * masked contact data. Everything that leaves for an inspector, a recording or a log is made of frames,
 * so that nothing can leave unredacted.
 *
 * - `enrollment.started`: it began, or was `restored`, or was met in the middle and is `joined` there: what
 *   happened before was told to others.
 * - `event.taken`: the machine took an event; `state` is where it led, `moved` whether that is another state.
 * - `enrollment.stopped`: done, cancelled, stopped by its host, or ended by a defect.
 */
export const InspectionFrame = t.union(
  [
    StartedFrame,
    record({ type: t.literal('event.taken'), ...inEveryFrame, event: ShownEvent, moved: t.boolean }),
    record({ type: t.literal('enrollment.stopped'), ...inEveryFrame }),
  ],
  'InspectionFrame',
)
export type InspectionFrame = t.TypeOf<typeof InspectionFrame>
