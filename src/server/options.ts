import type { Choice, FactorDirectory, PhotoUpload } from '../../machines/index.ts'
import type { Credentials, Engine, EngineClock } from '../durable/index.ts'
import type { Authenticate } from './authentication/authenticate.ts'
import type { Limits } from './limits/limits.ts'
import type { Observation } from './observability/observation.ts'
import type { RequestLog } from './request-log.ts'

/** Who is about to be sent something: `reveal(profile)` gives the phone number or address. */
export type TargetAsked = Choice & {
  /** The verified subject. */
  readonly subject: string
}

export interface EnrollmentServerOptions {
  readonly engine: Engine
  /** Who sent a request: see `bearerTokens` and `userinfoTokens`, or ask your own session. */
  readonly authenticate: Authenticate
  /** The account's factors for `/factors`; without it those addresses are not there. */
  readonly directory?: (credentials: Credentials) => FactorDirectory
  /** The upload for `POST /photos`; without it that address is not there. */
  readonly photoUpload?: (credentials: Credentials) => PhotoUpload
  /** What stands before every path, such as `/mfa`; nothing by default. */
  readonly basePath?: string
  /**
   * How often something may be sent, or asked. `false` is none at all: somebody else must count then, for whoever
   * pays for messages is robbed by SMS pumping.
   */
  readonly limits: Limits | false
  /** Asked before each request for a code or token, also for the same target once more; false is 403 `targetNotAllowed`. */
  readonly allowTarget?: (about: TargetAsked) => boolean | Promise<boolean>
  /** Other origins whose pages may use the server, as a browser writes them; none by default. */
  readonly origins?: readonly string[]
  /** How many proxies of yours a request passes: so much of `X-Forwarded-For` is believed; none by default. */
  readonly trustProxy?: boolean | number
  /** Metrics and recordings, shared with the engine; without it, requests alone are counted. */
  readonly observation?: Observation
  readonly onRequest?: (log: RequestLog) => void
  /** Hears what was thrown; it may hold secrets. */
  readonly onDefect?: (defect: unknown) => void
  /** Time of day and timers; the system's by default. */
  readonly clock?: EngineClock
}

/** What the host's listener knows of a request beside it. */
export interface RequestContext {
  /** Who connected, as the socket says: for the limit by address. */
  readonly remoteAddress?: string
}

export interface EnrollmentServer {
  /** Answers one request. Never rejects. */
  readonly fetch: (request: Request, context?: RequestContext) => Promise<Response>
  /** `/metrics` and `/recordings`. It asks nobody who they are: give it a port that operators alone can reach. */
  readonly adminFetch: (request: Request) => Promise<Response>
  /** Ends every stream and wait, and says no to what comes in. Stop the engine after it. */
  readonly stop: () => Promise<void>
}
