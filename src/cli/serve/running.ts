import { reveal } from '../../../machines/index.ts'
import type { Credentials, SealingKeys } from '../../durable/index.ts'
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../genauth/index.ts'
import {
  createEnrollmentServer,
  createObservation,
  type Authenticate,
  type EnrollmentServer,
} from '../../server/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import { allowOnly } from './allowed-countries.ts'
import { isOfEngine } from './defect-log.ts'
import type { Log } from './log.ts'
import { openEngine } from './open-engine.ts'
import type { Setting } from './setting.ts'

/** What answers requests, before anybody can send one. */
export interface Running {
  readonly server: EnrollmentServer
  readonly start: () => Promise<void>
  /** Waits for calls under way, ten seconds at most, and closes what was opened. */
  readonly stop: () => Promise<void>
}

export interface RunningParts {
  readonly setting: Setting
  readonly keys: SealingKeys
  readonly authenticate: Authenticate
  readonly log: Log
  readonly texts: CliTexts
}

/** Opens the engine, and makes the server over it. Rejects as `openEngine` does. */
export const openRunning = async ({
  setting,
  keys,
  authenticate,
  log,
  texts,
}: RunningParts): Promise<Running> => {
  const { connection, callingCodes } = setting
  const forPerson = ({ accessToken }: Credentials) => ({
    ...connection,
    lang: texts.serviceLang,
    getAccessToken: async () => (accessToken === null ? '' : reveal(accessToken)),
  })
  const observation = createObservation()
  const { engine, limits, start, stop } = await openEngine(
    setting,
    {
      keys,
      service: (credentials) => createGenAuthService(forPerson(credentials)),
      onEvent: (event) => {
        log.audit(event)
        observation.onEvent(event)
      },
      onTransition: observation.onTransition,
      onDefect: log.defect,
    },
    texts,
  )
  const server = createEnrollmentServer({
    engine,
    authenticate,
    observation,
    limits,
    directory: (credentials) => createFactorDirectory(forPerson(credentials)),
    photoUpload: (credentials) => createPhotoUpload(forPerson(credentials)),
    ...(callingCodes === null ? {} : { allowTarget: allowOnly(callingCodes) }),
    basePath: setting.basePath,
    origins: setting.origins,
    trustProxy: setting.trustProxy,
    // Each is a connection, so there are never more of them.
    mostStreams: setting.listener.maxConnections,
    adminHosts: setting.metrics === null ? [] : [setting.metrics.hostname],
    onRequest: log.request,
    onRemoval: log.removal,
    onDefect: (defect) => {
      if (!isOfEngine(defect)) log.defect(defect)
    },
  })
  return { server, start, stop }
}
