import type {
  CommandType,
  EnrollmentOutput,
  EnrollmentSnapshot,
  FactorType,
  Refusal,
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

/** An enrollment is under way, and in Node an error thrown to nobody would end the process in the middle of it. */
const warn = (cause: unknown) => {
  const kind = cause instanceof Error ? cause.name : typeof cause
  // Not its message: nobody knows what a hook puts there.
  // oxlint-disable-next-line no-console -- the host gave nobody else to tell
  console.error(`mfa-enrollment: a hook failed (${kind}); give onDefect to hear why`)
}

/** Calls the hooks, and keeps what they throw away from the enrollment. */
export const createHooks = ({ onEvent, onBound, onEnd, onDefect }: EnrollmentHooks, now: () => number) => {
  const report = (cause: unknown) => {
    try {
      if (onDefect === undefined) warn(cause)
      else onDefect(cause)
    } catch (another) {
      warn(another)
    }
  }

  const call = <A>(hook: ((value: A) => unknown) | undefined, value: A) => {
    if (hook === undefined) return
    try {
      // Whoever gave an async function where none was asked for is heard as well.
      void Promise.resolve(hook(value)).catch(report)
    } catch (cause) {
      report(cause)
    }
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
