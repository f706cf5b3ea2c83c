import { createEndpointHandler } from '@restatedev/restate-sdk'
import { enrollmentObject } from '../object/enrollment-object.ts'
import { journalCodec } from '../wire/journal-codec.ts'
import { createChanges, type ChangeListener } from './changes.ts'
import { hostOf } from './host-of.ts'
import { loggerOf } from './logger.ts'
import type { EnrollmentEndpointOptions } from './options.ts'
import { providePromiseWithResolvers } from './promise-with-resolvers.ts'
import { withIdentity } from './identity.ts'
import { listen, type Http2Handler, type ListenOptions, type RunningEndpoint } from './serving.ts'

/** What a service process offers to Restate. */
export interface EnrollmentEndpoint {
  /** For a server of your own: `http2.createSecureServer(tls, endpoint.handler)`. It must be HTTP/2, as a stream. */
  readonly handler: Http2Handler
  readonly listen: (options: ListenOptions) => Promise<RunningEndpoint>
  /** How many calls of the service this process makes now. */
  readonly inFlight: () => number
  /**
   * Calls the listener with the id of each enrollment that this process has changed, once Restate has that; gives the
   * way to stop. For the engine of the same process (`createRestateEngine({ endpoint })`).
   */
  readonly onChanged: (listener: ChangeListener) => () => void
}

/**
 * The service that Restate calls: enrollments as virtual objects, one each, and the calls of GenAuth that they ask for.
 * Run as many of them as you like behind one address, with the same keys, and register that address
 * (`registerEnrollments`). Nothing is kept in them.
 *
 * `onEvent`, `onBound` and `onTransition` hear of everything at least once: a handler that Restate repeats after a lost
 * connection tells it again, with the same `at`.
 *
 * On Node 20 it adds `Promise.withResolvers` to the globals, which Restate's SDK needs.
 *
 * @throws SealingKeyError if there is no key; RangeError for a number or a name that cannot work; TypeError for an
 * identity key that is none.
 *
 * @example
 * const endpoint = enrollmentEndpoint({ keys: sealingKeysOfEnvironment(process.env), service })
 * const running = await endpoint.listen({ port: 9080 })
 * process.once('SIGTERM', () => void running.close())
 */
export const enrollmentEndpoint = (options: EnrollmentEndpointOptions): EnrollmentEndpoint => {
  providePromiseWithResolvers()
  const changes = createChanges()
  const { host, perform } = hostOf(options, changes.tell)
  const codec = journalCodec(host.sealer)
  const handler: Http2Handler = withIdentity(options.identityKeys, (identity) =>
    createEndpointHandler({
      services: [enrollmentObject(host, perform)],
      journalValueCodecProvider: async () => codec,
      logger: loggerOf(host),
      ...identity,
      // As a stream both ways: only so does a step know that the journal has the one before it.
      bidirectional: true,
    }),
  )
  return {
    handler,
    listen: (where) => listen(handler, where, host.calls.idle),
    inFlight: host.calls.inFlight,
    onChanged: changes.listen,
  }
}
