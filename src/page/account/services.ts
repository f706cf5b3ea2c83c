import { createRemoteDirectory, createRemoteEnrollment, createRemotePhotoUpload } from '../../client/index.ts'
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../genauth/index.ts'
import type { GenAuthOptions } from '../../genauth/index.ts'
import type { FactorDirectory, PhotoUpload } from '../../../machines/index.ts'
import type { ShownEnrollment } from '../../live/index.ts'
import type { PageClock } from '../page-clock.ts'
import { tokenNow, type Person } from '../play/play-server.ts'

/** What the element is given: a service for enrollments in the page, or what makes one at the page's server. */
export interface Services {
  readonly service: ReturnType<typeof createGenAuthService> | null
  readonly enrollment: (() => ShownEnrollment) | null
  readonly directory: FactorDirectory
  readonly upload: PhotoUpload
  readonly clock: PageClock
}

/** The client as other pages would make it, for the person who is signed in. */
export const servicesFor = (person: Person, clock: PageClock, fetch: GenAuthOptions['fetch']): Services => {
  const options: GenAuthOptions = {
    host: location.origin,
    appId: person.appId,
    // Asked over the network for every call, as many pages do: without a connection there is none.
    getAccessToken: () => tokenNow(person),
    now: () => clock.now(),
    ...(fetch === undefined ? {} : { fetch }),
  }
  return {
    service: createGenAuthService(options),
    enrollment: null,
    directory: createFactorDirectory(options),
    upload: createPhotoUpload(options),
    clock,
  }
}

/** The same, where the server that the page came from runs the enrollments: a reload goes on in place. */
export const servicesAtServer = (
  person: Person,
  clock: PageClock,
  fetch: NonNullable<GenAuthOptions['fetch']>,
): Services => {
  const options = { url: '/mfa', getAccessToken: () => tokenNow(person), fetch }
  return {
    service: null,
    // By the name under which the page looks for what was under way.
    enrollment: () => createRemoteEnrollment({ ...options, clock, storageKey: person.userId }),
    directory: createRemoteDirectory(options),
    upload: createRemotePhotoUpload(options),
    clock,
  }
}
