import * as TE from '#fp-ts/TaskEither'
import type { EnrollmentService, FactorDirectory, PhotoUpload } from '../../machines/index.ts'
import { createSkewedClock, systemClock, type SandboxClock } from './clock.ts'
import { createDirectory } from './directory.ts'
import { createAccessTokens } from './engine/access-tokens.ts'
import { createAccounts, type Account, type NewAccount } from './engine/accounts.ts'
import { createEngine } from './engine/engine.ts'
import { createEnrollmentTokens } from './engine/enrollment-tokens.ts'
import { faceKind } from './engine/face-kind.ts'
import { createFactors, type BoundFactor } from './engine/factors.ts'
import { emailKind, smsKind } from './engine/message-kind.ts'
import { otpKind } from './engine/otp-kind.ts'
import { createPhotos } from './engine/photos.ts'
import { createRefreshTokens } from './engine/refresh-tokens.ts'
import { defaultScope } from './engine/scopes.ts'
import { createSentCodes } from './engine/sent-codes.ts'
import { createSessions } from './engine/sessions.ts'
import { createExchange } from './exchange.ts'
import { createFaults, type Faults } from './faults/active-faults.ts'
import { createApp } from './http/app.ts'
import type { Bindings } from './http/bindings.ts'
import { smtpDelivery } from './mail/smtp.ts'
import { memoryCall } from './memory-call.ts'
import { createOutbox, type Message } from './outbox.ts'
import { createPhotoUpload } from './photo-upload.ts'
import { randomHex, systemRandom } from './random.ts'
import { createRequestLog, type SeenRequest } from './request-log.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import { createService } from './service.ts'

/** A GenAuth V3 user pool in memory, with one person in it. See {@link createSandbox}. */
export interface Sandbox {
  readonly appId: string
  /** The person the pool starts with, `ann@example.com`. */
  readonly account: Account
  /** An access token of that person, good for two hours of the clock: a JWT that the JWKS verifies. */
  readonly accessToken: string
  /** The secret part of the operator's addresses, `/sandbox/<adminToken>/…`; new for every run. */
  readonly adminToken: string
  /** Adds a person, with a random password unless told. Throws without any name, or with one that is taken. */
  readonly addAccount: (account: NewAccount) => Account
  /** A new access token of the person. */
  readonly signIn: (account?: Account) => string
  /** Makes an access token worthless at once; its signature stays good. */
  readonly revoke: (accessToken: string) => void
  /** Makes every access and refresh token of the person worthless. */
  readonly signOut: (account?: Account) => void
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
  /** The pool as a `FactorDirectory`, without HTTP, for the person of the access token. */
  readonly directory: (accessToken?: string) => FactorDirectory
  /** The pool as a `PhotoUpload`, without HTTP, for the person of the access token. */
  readonly photoUpload: (accessToken?: string) => PhotoUpload
  /** The pool's HTTP API without a server. A fault that closes the connection rejects with a `TypeError`. */
  readonly fetch: (request: Request, bindings?: Bindings) => Promise<Response>
}

const originOf = (address: string): string => {
  const { origin } = URL.canParse(address) ? new URL(address) : { origin: 'null' }
  if (origin === 'null') throw new RangeError('origin must be an address such as http://127.0.0.1:4000')
  return origin
}

/**
 * Makes a GenAuth V3 user pool in memory: the vendor's rules for OTP, SMS, EMAIL and FACE, on a clock you hold,
 * with an outbox to read the codes from and faults to try. Nothing listens; see `startSandbox` for that.
 *
 * FACE recognises a face in every uploaded photo with no side below 64 pixels, and in no other (1702).
 *
 * @throws RangeError for a `codeLength` outside 4 to 8, a `wrongCodeBudget` below 1, or an `smtp` or
 *   `origin` that is no such address; Error if `smtp` is given and nodemailer is not installed.
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

  // TOTP codes are checked by the clock that faults set wrong; what lives or waits for a time is not touched by them.
  const skewed = createSkewedClock(now)

  const appId = options.appId ?? randomHex(random, 12)
  const origin = originOf(options.origin ?? 'https://sandbox.invalid')
  const issuer = `${origin}/oidc`
  const accounts = createAccounts(random)
  const accessTokens = createAccessTokens({ now, random, issuer, appId })
  const refreshTokens = createRefreshTokens(now, random)
  const sessions = createSessions({ accounts, accessTokens, refreshTokens, now, issuer, appId })

  const outbox = createOutbox()
  const deliver =
    options.smtp === undefined ? () => TE.right(undefined) : smtpDelivery(options.smtp, { poolName })
  const codes = createSentCodes({
    now,
    random,
    outbox,
    deliver,
    codeLength,
    wrongCodeBudget,
    sendIntervalMs,
  })
  const factors = createFactors(now, random, options.factorIds ?? 'hex')
  const photos = createPhotos(random)
  const kinds = [
    otpKind(skewed.now, random, poolName),
    smsKind(factors, codes),
    emailKind(factors, codes),
    faceKind(factors, photos, options.externalPhotos ?? false),
  ]
  const enabled = options.enabledFactors ?? kinds.map(({ factorType }) => factorType)
  const engine = createEngine({
    now: skewed.now,
    enrollmentTokens: createEnrollmentTokens(now, random, tokenLifetimeMs),
    factors,
    photos,
    kinds: kinds.filter(({ factorType }) => enabled.includes(factorType)),
  })

  const faults = createFaults(clock)
  const log = createRequestLog(now)
  const exchange = createExchange({ clock, skewed, log, faults })
  const adminToken = randomHex(systemRandom, 16)
  const { listShape = 'array', otherOtpData = 'absent' } = options
  const app = createApp({
    appId,
    origin,
    issuer,
    sessions,
    engine,
    photos,
    exchange,
    clock,
    random,
    listShape,
    otherOtpData,
    adminToken,
    outbox,
    faults,
  })

  const account = accounts.add({ email: 'ann@example.com' })
  const signIn = ({ userId }: Account = account) => accessTokens.issue({ userId, scope: defaultScope })
  const accessToken = signIn()
  const limits = { tokenLifetimeMs, sendIntervalMs, wrongCodeBudget }
  const callsOf = (token: string) => memoryCall({ sessions, exchange, clock, random }, token)
  return {
    appId,
    account,
    accessToken,
    adminToken,
    addAccount: accounts.add,
    signIn,
    revoke: sessions.revoke,
    signOut: ({ userId } = account) => sessions.signOut(userId),
    outbox: outbox.messages,
    faults: {
      add: faults.add,
      list: faults.list,
      clear: faults.clear,
      watchRefused: faults.watchRefused,
    },
    requests: log.seen,
    factors: (userId = account.userId) => factors.of(userId),
    service: (token = accessToken) => createService(engine, callsOf(token), limits),
    directory: (token = accessToken) => createDirectory(engine, callsOf(token)),
    photoUpload: (token = accessToken) => createPhotoUpload(engine, callsOf(token)),
    fetch: async (request, bindings = {}) => app.fetch(request, bindings),
  }
}
