import { vendorLimits } from '../../machines/index.ts'
import type { EnrollmentService, FactorDirectory, ServiceLimits } from '../../machines/index.ts'
import type { BindBody, DirectoryCall, EnrollmentCall, FactorReference, RequestBody } from './call.ts'
import { directoryOver } from './directory.ts'
import { sdkCarrier } from './sdk-carrier.ts'
import { serviceOver } from './service.ts'

/**
 * What {@link fromAuthenticationClient} uses of the vendor's `AuthenticationClient` (`authing-node-sdk` 4,
 * `@genauth/nodejs` 1), by interface: an instance fits as it is, and so does any object with these methods.
 */
export interface AuthenticationClientLike {
  sendEnrollFactorRequest(requestBody: RequestBody): Promise<unknown>
  enrollFactor(requestBody: BindBody): Promise<unknown>
  listEnrolledFactors(): Promise<unknown>
}

/** What {@link directoryFromAuthenticationClient} uses of the same client. */
export interface DirectoryClientLike {
  resetFactor(requestBody: FactorReference): Promise<unknown>
  getFactor(query: FactorReference): Promise<unknown>
  listEnrolledFactors(): Promise<unknown>
  listFactorsToEnroll(): Promise<unknown>
}

/** Options of {@link fromAuthenticationClient} and {@link directoryFromAuthenticationClient}. */
export interface AuthenticationClientOptions {
  /** The server's rules, where your user pool differs from the vendor's defaults. For the service alone. */
  readonly limits?: ServiceLimits
  /** The clock `Retry-After` is counted from, epoch ms. Default `Date.now`. */
  readonly now?: () => number
  /**
   * How long we wait for the client, ms; for a listing of what is enrolled never more than 5 000. Default
   * 10 000. The client may have a shorter limit of its own.
   */
  readonly timeoutMs?: number
}

const invokeService =
  (client: AuthenticationClientLike) =>
  (call: EnrollmentCall): Promise<unknown> => {
    switch (call.endpoint) {
      case 'sendEnrollFactorRequest':
        return client.sendEnrollFactorRequest(call.body())
      case 'enrollFactor':
        return client.enrollFactor(call.body())
      case 'listEnrolledFactors':
        return client.listEnrolledFactors()
    }
  }

const invokeDirectory =
  (client: DirectoryClientLike) =>
  (call: DirectoryCall): Promise<unknown> => {
    switch (call.endpoint) {
      case 'resetFactor':
        return client.resetFactor(call.factor)
      case 'getFactor':
        return client.getFactor(call.factor)
      case 'listFactorsToEnroll':
        return client.listFactorsToEnroll()
      case 'listEnrolledFactors':
        return client.listEnrolledFactors()
    }
  }

/**
 * The machine's service over the vendor's own SDK object, so that code that already has one plugs in.
 * Answers and failures are read exactly as by `createGenAuthService`.
 *
 * What it cannot do, because the SDK cannot: abort a call (taken back, it still reaches the server; only
 * its answer is ignored), get a fresh access token after a 401, send a language, refuse redirects, or tell the
 * server's time beside a wrong code (`wrongCode.serverTime`). What was redirected, or by a client that does not
 * count redirects, is `unreachable` with `mayHaveArrived: true`: the first host had it. Prefer `createGenAuthService` where these count.
 *
 * @throws TypeError at once if `timeoutMs` is no time limit.
 *
 * @example
 * import { AuthenticationClient } from 'authing-node-sdk'
 * import { fromAuthenticationClient } from 'mfa-enrollment/genauth'
 *
 * const client = new AuthenticationClient({
 *   appId: '6490abcdef…',
 *   appSecret: 'not sent by these calls',
 *   appHost: 'https://acme.authing.cn',
 *   accessToken: 'the access token of the signed-in person',
 * })
 * const service = fromAuthenticationClient(client)
 */
export const fromAuthenticationClient = (
  client: AuthenticationClientLike,
  options: AuthenticationClientOptions = {},
): EnrollmentService =>
  serviceOver(sdkCarrier(invokeService(client), options), options.limits ?? vendorLimits)

/**
 * The factors of the signed-in account over the vendor's own SDK object, as `createFactorDirectory` reads
 * them; see {@link fromAuthenticationClient} for what the SDK cannot do. Ids such as `<userId>|phone` need no
 * care: the SDK's axios percent-encodes them.
 *
 * @throws TypeError at once if `timeoutMs` is no time limit.
 *
 * @example
 * import { AuthenticationClient } from 'authing-node-sdk'
 * import { directoryFromAuthenticationClient } from 'mfa-enrollment/genauth'
 *
 * const client = new AuthenticationClient({
 *   appId: '6490abcdef…',
 *   appSecret: 'not sent by these calls',
 *   appHost: 'https://acme.authing.cn',
 *   accessToken: 'the access token of the signed-in person',
 * })
 * const choices = await directoryFromAuthenticationClient(client).listFactorsToEnroll()()
 */
export const directoryFromAuthenticationClient = (
  client: DirectoryClientLike,
  options: AuthenticationClientOptions = {},
): FactorDirectory => directoryOver(sdkCarrier(invokeDirectory(client), options))
