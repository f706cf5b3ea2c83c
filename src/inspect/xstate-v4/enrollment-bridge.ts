import { enrollmentMachine, vendorLimits } from '../../../machines/index.ts'
import type { EnrollmentInspection } from '../inspection.ts'
import { structureOf } from '../structure/structure-of.ts'
import { bridgeToXStateV4 } from './bridge.ts'
import type { Inbound } from './inbound.ts'
import type { OnRefused } from './refused.ts'
import type { V4Connection } from './v4-shapes.ts'

/** What every way to `@xstate/inspect` takes. */
export interface XStateInspectOptions {
  /** The enrollments to show, of `inspectEnrollment()`. */
  readonly inspection: EnrollmentInspection
  /** How long a token lives, ms, as the viewer is to write it; default the vendor's minute. */
  readonly tokenLifetimeMs?: number | undefined
  /**
   * Hears which events of a viewer were refused, and why; the viewer itself hears nothing. `enrollmentId` is null
   * where an event was for no enrollment that is shown (`unknownEnrollment`), or could not be read (`notACommand`).
   */
  readonly onRefused?: OnRefused | undefined
}

// The first of the pauses between two listings; the next are longer.
const reconcilePause = 1_000

/** Shows the enrollments over a connection; returns what ends both. */
export const bridgeEnrollments = (
  { inspection, tokenLifetimeMs = vendorLimits.tokenLifetimeMs, onRefused }: XStateInspectOptions,
  inbound: Inbound,
  { registry, disconnect }: V4Connection,
): (() => void) => {
  const leave = bridgeToXStateV4({
    inspection,
    registry,
    inbound,
    onRefused,
    structure: structureOf(enrollmentMachine),
    delays: { tokenLifetime: tokenLifetimeMs, reconcilePause },
  })
  return () => {
    leave()
    disconnect()
  }
}
