import type { Choice, FactorDirectory, PhotoUpload } from '../../machines/index.ts'
import type { RemovalEvent } from '../audit/index.ts'
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

/** Which factor is about to be taken off, and by whom. */
export interface RemovalAsked {
  /** The verified subject. */
  readonly subject: string
  /** As the request named it: it may be none of this account's. */
  readonly factorId: string
  /** The one that `authenticate` was given: for a look into your session. */
  readonly request: Request
}

export interface EnrollmentServerOptions {
  readonly engine: Engine
  /** Who sent a request: see `bearerTokens` and `userinfoTokens`, or ask your own session. */
  readonly authenticate: Authenticate
  /**
   * The account's factors for `/factors`; without it those addresses are not there. Each call should have a time limit,
   * as those of `createFactorDirectory` have: until it is answered it holds one of the 64 places for such calls.
   */
  readonly directory?: (credentials: Credentials) => FactorDirectory
  /** The upload for `POST /photos`; without it that address is not there. */
  readonly photoUpload?: (credentials: Credentials) => PhotoUpload
  /**
   * Asked before a factor is taken off: is this person signed in strongly, and recently? A thief with a session would
   * else take the owner's factor off. NIST SP 800-63B-4 section 4.5 wants it weighed whether such a request is genuine.
   *
   * Only `true` lets it pass. Anything else is 403 `stepUpRequired`; to reject, or to take more than ten seconds, is
   * 503, and `onDefect` hears of it. Either way nothing is sent. Do not wait for a person in it: say no, and let the
   * page sign them in first. Without it, whoever is signed in may.
   *
   * @example
   * beforeRemoval: async ({ request }) => Date.now() - (await sessionOf(request)).strongSince < 5 * 60_000
   */
  readonly beforeRemoval?: (about: RemovalAsked) => boolean | Promise<boolean>
  /**
   * Hears of everything that happens when a factor is to be taken off, for an audit, and to write to the account's
   * owner: see `RemovalEvent`. Write also after `removal.doubted`, for the factor may be gone. Called at once;
   * nothing waits for what it gives, and `onDefect` hears what it throws or rejects with.
   *
   * @param about.subject the verified subject: whose factor it is.
   */
  readonly onRemoval?: (event: RemovalEvent, about: { readonly subject: string }) => void | Promise<void>
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
  /** How many streams may be open at once, of all people; 10,000 by default. Beyond, one is 503 with `Retry-After`. */
  readonly mostStreams?: number
  /**
   * By which names operators may ask `adminFetch`, beside an address and `localhost`: host names, without a port. A
   * foreign page can lead a name of its own to this machine (DNS rebinding), so no other is answered.
   */
  readonly adminHosts?: readonly string[]
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
  /**
   * Closes the connection of the request, as `() => outgoing.destroy()` does in Node: for a stream whose reader takes
   * nothing. Without it the stream ends with an error, which `@hono/node-server` prints.
   */
  readonly hangUp?: () => void
}

export interface EnrollmentServer {
  /** Answers one request. Never rejects. */
  readonly fetch: (request: Request, context?: RequestContext) => Promise<Response>
  /**
   * `/metrics` and `/recordings`. It asks nobody who they are: give it a port that operators alone can reach. Asked by
   * a name that is not in `adminHosts`, it says 403.
   */
  readonly adminFetch: (request: Request) => Promise<Response>
  /**
   * `/readyz` says 503 `stopping` from now on, and nothing else changes: for the seconds that a balancer takes to
   * notice, before `stop`.
   */
  readonly drain: () => void
  /** Ends every stream and wait, and says no to what comes in. Stop the engine after it. */
  readonly stop: () => Promise<void>
}
