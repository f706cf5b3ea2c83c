import type { EnrollmentClock } from '../live/index.ts'
import type { RemoteOptions } from './connection-options.ts'

export interface RemoteEnrollmentOptions extends RemoteOptions {
  /**
   * The enrollment to go on with, as another device or page knows it. It opens nothing by itself: the server asks
   * whose it is. One that is not there shows as `failed`.
   */
  readonly enrollmentId?: string
  /**
   * A name under which the enrollment's id is kept, and nothing else, so that a reload goes on where it was. It is
   * forgotten once the enrollment is over. Without a name nothing is kept.
   */
  readonly storageKey?: string
  /** Where: `sessionStorage` for this tab (the default), `localStorage` for all tabs, which then follow each other. */
  readonly storage?: 'sessionStorage' | 'localStorage'
  /** The system's clock by default. */
  readonly clock?: EnrollmentClock
  /** Between 0 and 1, for the pauses before a connection is tried again. Default `Math.random`. */
  readonly random?: () => number
}
