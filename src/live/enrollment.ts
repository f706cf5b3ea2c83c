import type { CommandInput, EnrollmentRecord, Redacted, Refusal } from '../../machines/index.ts'
import type { EnrollmentView } from '../view/index.ts'

/** Whether a command was taken; nothing is dropped silently. */
export type Sent =
  | { readonly accepted: true }
  | {
      readonly accepted: false
      readonly reason: Refusal
      /** With `coolingDown` and `submitTooSoon`: when it would be taken, epoch ms. */
      readonly until?: number
    }

/** Encrypts the clear text of an enrollment's secrets, for storage next to its record. */
export type Seal = (secrets: Redacted<string>) => string | Promise<string>

/**
 * An enrollment as surfaces see it, wherever it runs: in this page (`createEnrollment`) or at a server
 * (`createRemoteEnrollment`). None of its functions needs `this`, so each may be passed on by itself.
 */
export interface ShownEnrollment {
  /** Empty as long as a server has not given it one. */
  readonly id: string

  /** The view as of the last change: the same object until something changes, as `useSyncExternalStore` asks. */
  readonly getSnapshot: () => EnrollmentView

  /**
   * The view as of now, for a countdown or a page that is seen again. What a late timer has not brought about
   * yet (a laptop slept) happens right after it: listeners hear of it.
   */
  readonly view: () => EnrollmentView

  /** Calls the listener after each change (not at once), and when the view's `nextChangeAt` comes. Gives the way to stop listening. */
  readonly subscribe: (listener: (view: EnrollmentView) => void) => () => void

  /**
   * Takes a command, from people's hands or a request body: it is decoded first, whatever its type says.
   *
   * @example
   * enrollment.send({ type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: '18800000000' } })
   * enrollment.send({ type: 'code.submitted', passCode: '123456' })
   */
  readonly send: (command: CommandInput) => Sent

  /** Stops timers and requests in flight, so that a process can end. Ends nothing at the server; send `enrollment.cancelled` for that. */
  readonly stop: () => void
}

/** One enrollment that runs here. */
export interface Enrollment extends ShownEnrollment {
  readonly persist: {
    /** The record to store, without secrets and contact data: enough to go on, but what they are needed for starts anew. */
    (): EnrollmentRecord
    /** The record with its secrets sealed: it resumes in place. */
    (options: { readonly seal: Seal }): Promise<EnrollmentRecord>
  }
}
