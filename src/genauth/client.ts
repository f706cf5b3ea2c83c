import { vendorLimits } from '../../machines/index.ts'
import type { EnrollmentService, FactorDirectory } from '../../machines/index.ts'
import { connect } from './connection.ts'
import { directoryOver } from './directory.ts'
import type { GenAuthOptions } from './genauth-options.ts'
import { serviceOver } from './service.ts'

/**
 * The machine's service over the GenAuth / Authing V3 API, by ky. Runs in browsers and in Node.
 *
 * Nothing is retried, but for one thing: a call refused for its access token (401) is sent once more with
 * a fresh one, for nothing has happened. Redirects are not followed, the token goes to `host` alone, and no
 * URL ever carries a token, a code or contact data. Expected failures are Lefts; see `ServiceError`.
 *
 * @throws TypeError at once if an option cannot work: a host that is not https, an app id no header can carry.
 *
 * @example
 * import { createEnrollment } from 'mfa-enrollment'
 * import { createGenAuthService } from 'mfa-enrollment/genauth'
 *
 * const service = createGenAuthService({
 *   host: 'https://acme.genauth.ai',
 *   appId: '6490abcdef…',
 *   lang: 'en-US',
 *   getAccessToken: async ({ refresh }) => {
 *     const response = await fetch(`/session/token?refresh=${refresh}`)
 *     if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`) // can be tried again
 *     return response.ok ? response.text() : '' // '': signed out
 *   },
 * })
 * const enrollment = createEnrollment({ service })
 */
export const createGenAuthService = (options: GenAuthOptions): EnrollmentService =>
  serviceOver(connect(options), options.limits ?? vendorLimits)

/**
 * The factors of the signed-in account over the same API, by the same rules as {@link createGenAuthService}:
 * what it has, what it may add, one factor, and the way to take one off. `list-factors-to-enroll` and
 * `get-factor` are read whether the server writes an array or a single object, as the vendor's samples do.
 *
 * `resetFactor` is Right only if the server said so. After `timedOut`, `serverFault`, `invalidResponse` or an
 * `unreachable` that may have arrived, the factor may be gone: look at the list before you try again. What
 * cannot be an id (empty, over 512 characters, control or invisible characters) is `invalidInput` of `factorId`, and
 * nothing is sent. An id goes into the URL of `get-factor`, percent-encoded; it is no secret.
 *
 * @throws TypeError at once if an option cannot work, as {@link createGenAuthService}.
 *
 * @example
 * import { createFactorDirectory } from 'mfa-enrollment/genauth'
 *
 * const directory = createFactorDirectory({
 *   host: 'https://acme.genauth.ai',
 *   appId: '6490abcdef…',
 *   getAccessToken: async ({ refresh }) => {
 *     const response = await fetch(`/session/token?refresh=${refresh}`)
 *     if (!response.ok && response.status !== 401) throw new Error(`HTTP ${response.status}`) // can be tried again
 *     return response.ok ? response.text() : '' // '': signed out
 *   },
 * })
 * const listed = await directory.listEnrolledFactors()()
 * if (listed._tag === 'Right') for (const { factorType, factorId } of listed.right) console.log(factorType, factorId)
 */
export const createFactorDirectory = (options: GenAuthOptions): FactorDirectory =>
  directoryOver(connect(options))
