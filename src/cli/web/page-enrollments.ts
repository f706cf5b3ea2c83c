import { getRequestListener } from '@hono/node-server'
import { reveal } from '../../../machines/index.ts'
import { createEngine, memoryStore, newSealingKey, type Credentials } from '../../durable/index.ts'
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../genauth/index.ts'
import type { GenAuthOptions } from '../../genauth/index.ts'
import { createEnrollmentServer, userinfoTokens } from '../../server/index.ts'
import type { Answer } from '../loopback/loopback-server.ts'
import type { Playground } from './playground.ts'

/** The enrollments of the page, where it leaves them to its server. */
export interface PageEnrollments {
  /** What its addresses begin with. */
  readonly path: string
  readonly answer: Answer
  /** As a new process would go on: another engine and server over what is stored. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** An orchestrator as `mfa-enroll serve` runs it, beside the sandbox that it asks over its HTTP API. */
export const createPageEnrollments = (
  { sandbox, clock }: Playground,
  origin: string,
  answered: () => void,
): PageEnrollments => {
  const path = '/mfa'
  const store = memoryStore()
  const keys = [newSealingKey()]
  // Straight to the sandbox: the page's server would ask for the cookie of this run.
  const askSandbox: typeof fetch = async (input, init) => {
    try {
      return await sandbox.fetch(new Request(input, init))
    } finally {
      answered()
    }
  }

  const optionsOf = ({ accessToken }: Credentials): GenAuthOptions => ({
    host: origin,
    appId: sandbox.appId,
    getAccessToken: async () => (accessToken === null ? '' : reveal(accessToken)),
    now: clock.now,
    fetch: askSandbox,
  })

  const start = () => {
    const engine = createEngine({
      store,
      keys,
      clock,
      service: (credentials) => createGenAuthService(optionsOf(credentials)),
    })
    const server = createEnrollmentServer({
      engine,
      clock,
      basePath: path,
      authenticate: userinfoTokens({
        issuer: `${origin}/oidc`,
        now: clock.now,
        fetch: (input, init) => sandbox.fetch(new Request(input, init)),
      }),
      directory: (credentials) => createFactorDirectory(optionsOf(credentials)),
      photoUpload: (credentials) => createPhotoUpload(optionsOf(credentials)),
      // One person on one machine.
      limits: false,
    })
    void engine.start()
    const stop = async () => {
      await server.stop()
      await engine.stop({ graceMs: 1_000 })
    }
    return { server, stop }
  }

  let running = start()
  const listener = getRequestListener(
    (request, { outgoing }) => running.server.fetch(request, { hangUp: () => void outgoing.destroy() }),
    // The adapter would otherwise replace the program's own Request and Response.
    { overrideGlobalObjects: false },
  )
  return {
    path,
    answer: (incoming, outgoing) => void listener(incoming, outgoing),
    restart: async () => {
      await running.stop()
      running = start()
    },
    stop: () => running.stop(),
  }
}
