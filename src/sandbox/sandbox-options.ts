import type { FactorType } from '../../machines/index.ts'
import type { SandboxClock } from './clock.ts'
import type { FactorIds } from './engine/factors.ts'
import type { ListShape, OtherOtpData } from './http/list-shape.ts'
import type { Random } from './random.ts'

/** How a sandbox differs from the vendor's defaults. */
export interface SandboxOptions {
  /** The clock of every expiry and delay; default: the system's. */
  readonly clock?: SandboxClock
  /** Replaces the clock's `now` alone, epoch ms: `() => Date.UTC(2026, 0, 1) + clock.now()`. */
  readonly now?: () => number
  /** What clients must send as `x-genauth-app-id` or `x-authing-app-id`; default: random. */
  readonly appId?: string
  /** The issuer an authenticator app shows, and the sender of mails; default `Sandbox`. */
  readonly poolName?: string
  /** The factors the application has enabled; default: all four. */
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
  /** Whether FACE takes an https link in place of an uploaded photo; default false. It is never fetched. */
  readonly externalPhotos?: boolean
  /**
   * Where EMAIL codes go by SMTP: `smtp://[user:password@]host[:port]`, or `smtps://`. Needs the package
   * nodemailer. Default: nowhere but the outbox. An unreachable server is statusCode 601, a refusal of its is 602.
   */
  readonly smtp?: string
  /**
   * What addresses of this sandbox begin with, such as `http://127.0.0.1:4000`: tokens name `<origin>/oidc` as
   * their issuer. Default `https://sandbox.invalid`; `startSandbox` puts its own address in.
   */
  readonly origin?: string
  /** Random bytes, for a repeatable run. The `adminToken` and the key of access tokens never come from it. */
  readonly random?: Random
}
