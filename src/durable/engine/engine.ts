import type {
  Choice,
  EnrollmentService,
  EnrollmentSnapshot,
  ProvideServiceOptions,
  Redacted,
  Refusal,
  ServiceLimits,
} from '../../../machines/index.ts'
import type { EnrollmentHooks } from '../../audit/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import type { SealingKey } from '../sealing/sealing-key.ts'
import type { EnrollmentStore } from '../store/enrollment-store.ts'

/** For whom a call of the service is made. */
export interface Credentials {
  /** The host's name of the person: the verified `sub` of their token, for instance. */
  readonly owner: Redacted<string> | null
  /** Their access token; null where the command brought none, or it was wiped. */
  readonly accessToken: Redacted<string> | null
}

/** Time of day and timers; the system's by default. */
export interface EngineClock {
  /** Epoch ms. */
  now(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** One event that the machine took. For inspectors: show it by frames (`mfa-enrollment/inspect`), which redact. */
export interface Transition {
  readonly enrollmentId: string
  readonly before: EnrollmentSnapshot
  /** As XState knows it; the result of a call holds what the service answered, or threw. */
  readonly event: { readonly type: string }
  readonly after: EnrollmentSnapshot
  /** Epoch ms. */
  readonly at: number
}

/** What an engine is made with: a store, keys and a service at least. Of the machine's options all but its clock. */
export interface EngineOptions
  extends Omit<ProvideServiceOptions, 'now'>, Pick<EnrollmentHooks, 'onEvent' | 'onBound'> {
  /** Where enrollments are kept. Whoever opened it closes it, after `stop`. */
  readonly store: EnrollmentStore
  /** The newest first: it seals, all of them open. See `readSealingKeys`. */
  readonly keys: readonly SealingKey[]
  /**
   * The service to call for one person. Made anew for each call, so it should cost nothing to make.
   *
   * @example
   * service: ({ accessToken }) =>
   *   createGenAuthService({ host, appId, getAccessToken: async () => (accessToken ? reveal(accessToken) : '') })
   */
  readonly service: (credentials: Credentials) => EnrollmentService
  /** What the service promises, for what is judged while nobody's service is at hand; the vendor's by default. */
  readonly limits?: ServiceLimits
  /** Time of day and timers; the system's by default. */
  readonly clock?: EngineClock
  /**
   * How long what an engine runs stays its own after it was last heard of, ms; 15,000 by default. A call may take
   * longer: a live engine prolongs its leases. What engines share one store should agree on it, and their clocks by far less.
   */
  readonly leaseMs?: number
  /**
   * How long one answer of `service` or of `beforeEnrollment` is waited for, ms; 60,000 by default. Then its signal
   * is aborted and its place is free: a request counts as `timedOut`, `beforeEnrollment` as a no. Only for what does
   * not keep a limit of its own; that should be shorter.
   */
  readonly callLimitMs?: number
  /** How long a settled enrollment waits for its owner before the host's retention cancels it, ms; a day by default. */
  readonly cancelAfterMs?: number
  /** How long an enrollment that has ended is kept, ms; a week by default. */
  readonly eraseAfterMs?: number
  /** How many calls of the service run at once; 64 by default. */
  readonly maxInFlight?: number
  /** How many more may wait; 1,000 by default. Beyond, commands are refused as `overloaded`, and nothing is stored. */
  readonly maxWaiting?: number
  /** Hears of each event that the machine took, in every enrollment, once it is stored: for recordings and inspectors. */
  readonly onTransition?: (transition: Transition) => void
}

/**
 * Why an engine did not take a command: as the machine says, or
 *
 * - `overloaded`: too many calls wait already. Nothing was stored; try again in a while.
 * - `stopping`: this engine is about to stop. Nothing was stored; ask another.
 * - `exists`: `create` was given the id of an enrollment that is there already.
 */
export type EngineRefusal = Refusal | 'overloaded' | 'stopping' | 'exists'

/** What became of a command, and what to show now. */
export type Answered = { readonly view: EnrollmentView } & (
  | {
      readonly accepted: true
      /** Of a command that asks for a token: names its request among all there ever were, for `unsentRequestOf`. */
      readonly request?: string
    }
  | {
      readonly accepted: false
      readonly reason: EngineRefusal
      /** With `coolingDown` and `submitTooSoon`: when it would be taken, epoch ms. */
      readonly until?: number
    }
)

/** What `create` answers. */
export interface Created {
  /** Of the enrollment: as it was given, or a new one. */
  readonly id: string
  /**
   * False if nothing was stored. With `exists` an enrollment of that id was there already, and was left as it was.
   * `answer.view` shows it if it is of the same `owner`; of somebody else's it shows nothing, but an empty one.
   */
  readonly isNew: boolean
  /** With `exists`: it was created with the same `requestDigest`, so this is the same request once more. */
  readonly isSameRequest?: boolean
  readonly answer: Answered
}

/** What a host may look at to tell whether it is well. */
export interface EngineHealth {
  /** Calls of the service that run now. */
  readonly inFlight: number
  /** Calls that wait for a place. */
  readonly waiting: number
  /** Calls that nobody waits for any more, and that have not ended: if they pile up, something of `service` neither answers nor heeds its signal. */
  readonly abandoned: number
  /** What the store said when it last failed, until it works again; null if it does. */
  readonly storeFailure: string | null
  /** What was last said of an enrollment that cannot be opened: a key is missing, or it is damaged. Null if there is none, as far as this engine met them. */
  readonly unreadable: string | null
}

/**
 * Enrollments that outlive their process. Each is stored before anything is done for it, so that a restart
 * loses nothing, expires what is due, and binds nothing twice. Several engines may share one store.
 *
 * Functions reject only where the store failed (`StoreError`) or an enrollment cannot be opened
 * (`UnreadableEnrollmentError`), with a message that says what to do; then nothing was changed, unless the
 * error's `trouble` is `outcomeUnknown`.
 */
export interface Engine {
  /**
   * Goes on with what was left, and watches the time. Before it nothing happens by itself.
   *
   * Resolves as soon as the store answered; what is due by then is done in the background. Rejects with what the
   * store said if it could not be read (nothing was started then: try again), and after `stop`.
   */
  readonly start: () => Promise<void>
  /**
   * A new enrollment, with its first command if one is given; it is stored also if that command is refused. The
   * command is decoded first, as in `send`. Without an `enrollmentId` it gets a random one.
   *
   * @throws TypeError (as a rejection) for an id that cannot be stored, and credentials that are not `Redacted`.
   */
  readonly create: (
    about: {
      readonly enrollmentId?: string
      readonly command?: unknown
      /** A digest of the request it is created for, kept sealed: tells a repeated request from another one of the same id. */
      readonly requestDigest?: string
    } & Partial<Credentials>,
  ) => Promise<Created>
  /**
   * Takes a command: a `CommandInput`, or a request body as it came, for it is decoded first. Null if there is no such
   * enrollment, or it is not of the `owner` given: compare that here, or ask `ownerOf` yourself.
   *
   * @example
   * const answer = await engine.send(id, await request.json(), { owner: redact(sub), accessToken: redact(token) })
   */
  readonly send: (
    id: string,
    command: unknown,
    credentials?: Partial<Credentials>,
  ) => Promise<Answered | null>
  /**
   * What to show now; null if there is no such enrollment, or it is not of the `owner` given. With a token, a lookup
   * that waited for its owner goes on.
   */
  readonly view: (id: string, credentials?: Partial<Credentials>) => Promise<EnrollmentView | null>
  /** Whose it is; null if it is nobody's, or there is none. */
  readonly ownerOf: (id: string) => Promise<Redacted<string> | null>
  /**
   * What `code.resend` and `enrollment.renewed` would ask for once more, for a host that limits who is sent what;
   * null if nothing is remembered, or there is no such enrollment.
   */
  readonly choiceOf: (id: string) => Promise<Choice | null>
  /**
   * The last request that failed and surely sent no message, as `Answered` names it, for a host that counts messages:
   * GenAuth held it back, say, or `beforeEnrollment` did not agree. Null if there was none. What may have been sent
   * is never named here.
   */
  readonly unsentRequestOf: (id: string) => Promise<string | null>
  /**
   * Calls the listener soon, then after each change, also of another engine (within a second or so), and when the
   * view's `nextChangeAt` comes. `onGone` is called once there is no such enrollment: it was erased, was never there,
   * or is not of the `owner` given; should one come in its place, the listener hears of it. Gives the way to stop.
   */
  readonly watch: (
    id: string,
    listener: (view: EnrollmentView) => void,
    onGone?: () => void,
    credentials?: Partial<Pick<Credentials, 'owner'>>,
  ) => () => void
  /** Takes an enrollment out of the store, whatever state it is in. */
  readonly erase: (id: string) => Promise<boolean>
  /** How the engine is, by what it met last; asks nobody. */
  readonly health: () => EngineHealth
  /**
   * Takes no more commands, waits for the calls in flight, `graceMs` at most (10,000 by default), and aborts the rest.
   * The next engine takes those over at once; a bind only when its lease is over (`leaseMs`), for one that was aborted
   * may arrive at the server all the same, and must not be looked up before. It stops for good. The store stays open.
   */
  readonly stop: (options?: { readonly graceMs?: number }) => Promise<void>
}
