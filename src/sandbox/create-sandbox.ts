import type { EnrollmentService, FactorType } from '../../machines/index.ts'
import { systemClock, type SandboxClock } from './clock.ts'
import { createAccessTokens } from './engine/access-tokens.ts'
import { createAccounts, type Account } from './engine/accounts.ts'
import { createEngine } from './engine/engine.ts'
import { createEnrollmentTokens } from './engine/enrollment-tokens.ts'
import { createFactors, type BoundFactor, type FactorIds } from './engine/factors.ts'
import { emailKind, smsKind } from './engine/message-kind.ts'
import { otpKind } from './engine/otp-kind.ts'
import { createSentCodes } from './engine/sent-codes.ts'
import { createExchange } from './exchange.ts'
import { createFaults, type Faults } from './faults.ts'
import { createApp } from './http/app.ts'
import type { Bindings } from './http/bindings.ts'
import type { ListShape, OtherOtpData } from './http/list-shape.ts'
import { createOutbox, type Message } from './outbox.ts'
import { randomHex, systemRandom, type Random } from './random.ts'
import { createRequestLog, type SeenRequest } from './request-log.ts'
import { createService } from './service.ts'

/** How a sandbox differs from the vendor's defaults. */
export interface SandboxOptions {
  /** The clock of every expiry and delay; default: the system's. */
  readonly clock?: SandboxClock
  /** Replaces the clock's `now` alone, epoch ms: `() => Date.UTC(2026, 0, 1) + clock.now()`. */
  readonly now?: () => number
  /** What clients must send as `x-genauth-app-id` or `x-authing-app-id`; default: random. */
  readonly appId?: string
  /** The issuer an authenticator app shows; default `Sandbox`. */
  readonly poolName?: string
  /** The factors the application has enabled; default: all the sandbox can do (OTP, SMS, EMAIL). */
  readonly enabledFactors?: readonly FactorType[]
  /** The pool's `verifyCodeMaxAttempts`: with so many wrong codes a message is used up; default 1. */
  readonly wrongCodeBudget?: number
  /** The pool's `verifyCodeLength`, 4 to 8 digits; default 6. */
  readonly codeLength?: number
  /** Life of an enrollmentToken, ms; default 60 000. */
  readonly tokenLifetimeMs?: number
  /** Time between two messages to a target, ms; default 60 000. */
  readonly sendIntervalMs?: number
  /** The shape of factor ids, and whether a second bind of a type adds or replaces; default `hex`, which adds. */
  readonly factorIds?: FactorIds
  /** How the HTTP lists write `data`; default `array`. */
  readonly listShape?: ListShape
  /** What stands in place of `otpData` for other factors over HTTP; default `absent`. */
  readonly otherOtpData?: OtherOtpData
  /** Random bytes, for a repeatable run. The `adminToken` never comes from it. */
  readonly random?: Random
}

/** A GenAuth V3 user pool in memory, with one person in it. See {@link createSandbox}. */
export interface Sandbox {
  readonly appId: string
  /** The person the pool starts with, `ann@example.com`. */
  readonly account: Account
  /** An access token of that person, good for two hours of the clock. */
  readonly accessToken: string
  /** The secret part of the operator's addresses, `/sandbox/<adminToken>/…`; new for every run. */
  readonly adminToken: string
  /** Adds a person, with a random password unless told. */
  readonly addAccount: (account: { readonly email: string; readonly password?: string }) => Account
  /** A new access token of the person. */
  readonly signIn: (account?: Account) => string
  /** The messages that were sent, newest last: a live list. */
  readonly outbox: readonly Message[]
  /** What goes wrong, over HTTP and in memory. */
  readonly faults: Faults
  /** The requests that arrived, in order: a live list without secrets. */
  readonly requests: readonly SeenRequest[]
  /** What a person has bound. */
  readonly factors: (userId?: string) => readonly BoundFactor[]
  /** The pool as the machine's `EnrollmentService`, without HTTP, for the person of the access token. */
  readonly service: (accessToken?: string) => EnrollmentService
  /** The pool's HTTP API without a server. A fault that closes the connection rejects with a `TypeError`. */
  readonly fetch: (request: Request, bindings?: Bindings) => Promise<Response>
}

/**
 * Makes a GenAuth V3 user pool in memory: the vendor's rules for OTP, SMS and EMAIL, on a clock you hold,
 * with an outbox to read the codes from and faults to try. Nothing listens; see `startSandbox` for that.
 *
 * @throws RangeError for a `codeLength` outside 4 to 8, or a `wrongCodeBudget` below 1.
 *
 * @example
 * const sandbox = createSandbox()
 * const service = sandbox.service()           // give it to the machine
 * sandbox.outbox.at(-1)?.code                 // what the person would type
 * sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
 */
export const createSandbox = (options: SandboxOptions = {}): Sandbox => {
  const { random = systemRandom, wrongCodeBudget = 1, codeLength = 6, poolName = 'Sandbox' } = options
  const { tokenLifetimeMs = 60_000, sendIntervalMs = 60_000 } = options
  if (!Number.isInteger(codeLength) || codeLength < 4 || codeLength > 8)
    throw new RangeError('codeLength must be 4 to 8')
  if (!(wrongCodeBudget >= 1))
    throw new RangeError('wrongCodeBudget must be 1 or more: one wrong code is always noticed')
  const { clock: given = systemClock, now = () => given.now() } = options
  const clock: SandboxClock = {
    now,
    setTimeout: (fn, ms) => given.setTimeout(fn, ms),
    clearTimeout: (id) => given.clearTimeout(id),
  }

  const outbox = createOutbox()
  const accounts = createAccounts(random)
  const accessTokens = createAccessTokens(now, random)
  const factors = createFactors(now, random, options.factorIds ?? 'hex')
  const codes = createSentCodes({ now, random, outbox, codeLength, wrongCodeBudget, sendIntervalMs })
  const kinds = [otpKind(now, random, poolName), smsKind(factors, codes), emailKind(factors, codes)]
  const enabled = options.enabledFactors ?? kinds.map(({ factorType }) => factorType)
  const engine = createEngine({
    random,
    accounts,
    accessTokens,
    enrollmentTokens: createEnrollmentTokens(now, random, tokenLifetimeMs),
    factors,
    kinds: kinds.filter(({ factorType }) => enabled.includes(factorType)),
  })

  const faults = createFaults()
  const log = createRequestLog(now)
  const exchange = createExchange({ clock, log, meet: faults.meet })
  const appId = options.appId ?? randomHex(random, 12)
  const adminToken = randomHex(systemRandom, 16)
  const { listShape = 'array', otherOtpData = 'absent' } = options
  const app = createApp({
    appId,
    engine,
    exchange,
    random,
    listShape,
    otherOtpData,
    adminToken,
    outbox,
    faults,
  })

  const account = accounts.add({ email: 'ann@example.com' })
  const accessToken = accessTokens.issue(account.userId)
  const limits = { tokenLifetimeMs, sendIntervalMs, wrongCodeBudget }
  return {
    appId,
    account,
    accessToken,
    adminToken,
    addAccount: accounts.add,
    signIn: (person = account) => accessTokens.issue(person.userId),
    outbox: outbox.messages,
    faults: { add: faults.add, list: faults.list, clear: faults.clear },
    requests: log.seen,
    factors: (userId = account.userId) => factors.of(userId),
    service: (token = accessToken) => createService({ engine, exchange, clock, random, limits }, token),
    fetch: async (request, bindings = {}) => app.fetch(request, bindings),
  }
}
