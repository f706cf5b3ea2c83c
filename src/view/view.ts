import type { Bound, EnrollmentError, EnrollmentState, FactorType, Redacted } from '../../machines/index.ts'
import type { Message } from './messages/message.ts'

/** What the person may do now; a surface shows a control exactly if its entry is true. */
export interface Can {
  /** `factor.chosen`; the target's own cooldown is asked when it is sent. */
  readonly choose: boolean
  /** `code.submitted` or `photo.submitted`. */
  readonly submit: boolean
  /** `code.resend`. */
  readonly resend: boolean
  /** `enrollment.renewed`. */
  readonly renew: boolean
  /** `recoveryCode.saved`. */
  readonly save: boolean
  /** `enrollment.restarted`. */
  readonly restart: boolean
  /** `enrollment.cancelled`. */
  readonly cancel: boolean
}

/** For logs and support tickets. */
export interface Support {
  readonly enrollmentId: string
  /** The server's id of the request that failed last. */
  readonly requestId: string | null
  /** The whole last error: status and API codes, the paths of an answer that made no sense; never a value. */
  readonly error: EnrollmentError | null
}

interface Base {
  readonly factorType: FactorType | null
  readonly can: Can
  /** What to do, or what is going on. */
  readonly message: Message
  /** What went wrong last, if anything. */
  readonly problem: Message | null
  /** The tag of the error behind `problem`, for code; never branch on texts. */
  readonly error: EnrollmentError['_tag'] | null
  /** For a live region: what to read out now, at 20 s and at the end, never each second. */
  readonly announce: { readonly politeness: 'polite' | 'assertive'; readonly message: Message } | null
  /** What support needs to find this enrollment, and why it stands where it does; nothing of it is secret. */
  readonly support: Support
  /** When the next message may be asked for, epoch ms; null if at once. */
  readonly sendAgainAt: number | null
  /** When to draw anew, epoch ms, though nothing was sent: a wait ends, the token dies. Seconds ticking are not counted. */
  readonly nextChangeAt: number | null
}

/** What an authenticator app needs. Draw the QR from `uri`; never send it to a third party. */
export interface OtpView {
  readonly uri: Redacted<string>
  /** The secret for typing, in groups of four. */
  readonly manualKey: Redacted<string>
  readonly digits: number
  /** The time step, seconds. */
  readonly period: number
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
  /** The secret is another one than before: the entry just added to the app is useless. */
  readonly changed: boolean
}

interface OpenToken {
  /** The number of the request that gave the token; send it along with the code. */
  readonly generation: number
  /** Epoch ms. */
  readonly expiresAt: number
  /** Whole seconds, rounded up; 0 when the token is dead. */
  readonly secondsLeft: number
  /** When a throttled code may be sent, epoch ms; null if at once. */
  readonly submitAt: number | null
}

/** What to show while a code or photo is awaited, by factor. */
export type ChallengeView =
  | { readonly factorType: 'OTP'; readonly otp: OtpView }
  | {
      readonly factorType: 'SMS' | 'EMAIL'
      readonly maskedDestination: string | null
      /** Wrong codes have used the message up: ask for a new one. */
      readonly codeUsedUp: boolean
    }
  | { readonly factorType: 'FACE' }

type Screen<State extends EnrollmentState, More = unknown> = Base & { readonly state: State } & More

/** What to show: one member a state, everything decided. Surfaces render it and send commands, no more. */
export type EnrollmentView =
  | Screen<'idle'>
  | Screen<'requesting'>
  | Screen<'awaitingCode', OpenToken & { readonly challenge: ChallengeView }>
  | Screen<'binding', { readonly leaving: boolean }>
  | Screen<'reconciling', { readonly leaving: boolean }>
  | Screen<
      'savingRecoveryCode',
      { readonly recoveryCode: Redacted<string>; readonly factorId: string | null }
    >
  | Screen<'expired', { readonly maskedDestination: string | null }>
  | Screen<'failed', { readonly bound: Bound }>
  | Screen<'done', { readonly factorId: string | null }>
  | Screen<'cancelled', { readonly bound: Bound }>
