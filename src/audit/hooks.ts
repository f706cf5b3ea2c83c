import {
  callHook,
  reporter,
  type CommandType,
  type EnrollmentOutput,
  type EnrollmentSnapshot,
  type FactorType,
  type Refusal,
} from '../../machines/index.ts'
import type { AuditEvent } from './audit-event.ts'
import { auditEventsOf } from './audit-events-of.ts'
import { commandRefused, enrollmentResumed } from './host-events.ts'

/** What `onBound` is told. */
export interface BoundFactor {
  readonly enrollmentId: string
  readonly factorType: FactorType
  /** Null where the server did not say. */
  readonly factorId: string | null
  /** Where the factor's codes go, masked; null for OTP and FACE, and where a record dropped it. */
  readonly maskedDestination: string | null
  /** Epoch ms. */
  readonly at: number
}

/**
 * What a host may want to hear of. Each is called as soon as it happened; with a record, the first may be
 * called before `createEnrollment` returns. Nothing waits for what they give, and one that throws or rejects
 * stops nothing: `onDefect` hears of it; without one, a line on the console names its kind.
 */
export interface EnrollmentHooks {
  /**
   * Hears of everything that happens, for an audit: what a person did, what the server answered, what was
   * refused. The events are JSON without secrets and whole contact data; see `AuditEvent`.
   */
  readonly onEvent?: (event: AuditEvent) => void
  /**
   * Called once when the factor gets bound, answered or found by a listing, before `onEnd`; with OTP while the
   * recovery code still has to be saved. Not again for a record in which it was bound already.
   *
   * Notify the account's owner here, over a channel that has nothing to do with this enrollment, and say whom
   * to turn to if it was not them: a factor that somebody else added would else stay unnoticed (NIST SP
   * 800-63B-4 sections 4.1.2.1 and 4.6).
   *
   * @example
   * onBound: ({ factorType, at }) => mail(owner, `A second factor (${factorType}) was added, ${new Date(at)}`)
   */
  readonly onBound?: (bound: BoundFactor) => void | Promise<void>
  /** Called once, when the enrollment gets done or cancelled; not again for a record of one that had ended. */
  readonly onEnd?: (output: EnrollmentOutput) => void
  /** Hears what the service or a hook threw, which is never part of an error shown; it may hold secrets. */
  readonly onDefect?: (defect: unknown) => void
}

/** Calls the hooks, and keeps what they throw away from the enrollment. */
export const createHooks = ({ onEvent, onBound, onEnd, onDefect }: EnrollmentHooks, now: () => number) => {
  const report = reporter(onDefect)

  const call = <A>(hook: ((value: A) => unknown) | undefined, value: A) => {
    if (hook !== undefined) callHook(hook, value, report)
  }

  const tell = (event: AuditEvent) => {
    call(onEvent, event)
    if (event.type !== 'factor.bound' || event.factorType === null) return
    const { enrollmentId, factorType, factorId, maskedDestination, at } = event
    call(onBound, { enrollmentId, factorType, factorId, maskedDestination, at })
  }

  return {
    resumed: (snapshot: EnrollmentSnapshot) => tell(enrollmentResumed(snapshot, now())),
    changed: (before: EnrollmentSnapshot, after: EnrollmentSnapshot) => {
      for (const event of auditEventsOf(before, after, now())) tell(event)
    },
    refused: (snapshot: EnrollmentSnapshot, command: CommandType | null, reason: Refusal) =>
      tell(commandRefused(snapshot, command, reason, now())),
    ended: (output: EnrollmentOutput) => call(onEnd, output),
  }
}
