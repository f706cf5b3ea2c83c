import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../genauth/index.ts'
import type { GenAuthOptions } from '../../genauth/index.ts'
import type { PageClock } from '../page-clock.ts'
import { tokenNow, type Person } from '../play/play-server.ts'

/** What the element is given. */
export interface Services {
  readonly service: ReturnType<typeof createGenAuthService>
  readonly directory: ReturnType<typeof createFactorDirectory>
  readonly upload: ReturnType<typeof createPhotoUpload>
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
    directory: createFactorDirectory(options),
    upload: createPhotoUpload(options),
    clock,
  }
}
