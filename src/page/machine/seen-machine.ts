import { inspectEnrollment, type EnrollmentInspection } from '../../inspect/index.ts'
import { connectViewer } from '../../viewer/index.ts'
import type { PageClock } from '../page-clock.ts'
import type { Theme } from '../preferences.ts'

/** The machine at work, in a frame beside the element. See {@link createSeenMachine}. */
export interface SeenMachine {
  /** For the element: what it makes is shown. */
  readonly inspect: EnrollmentInspection['inspect']
  /** Connects the frame that the page has now; called without one when it is gone. Stable, for Lit's `ref`. */
  readonly frame: (element?: Element) => void
  /** Gives the frame the colours that the person chose for the page. */
  readonly dress: (theme: Theme) => void
}

/** Loaded only where somebody inspects: neither frames nor the viewer's other end are there otherwise. */
export const createSeenMachine = (clock: PageClock): SeenMachine => {
  const inspection = inspectEnrollment({ now: () => clock.now() })
  let shown: HTMLIFrameElement | null = null
  let disconnect = () => {}
  return {
    inspect: inspection.inspect,
    frame: (element) => {
      disconnect()
      shown = element instanceof HTMLIFrameElement ? element : null
      disconnect = shown === null ? () => {} : connectViewer(inspection, shown)
    },
    dress: (theme) => {
      const root = shown?.contentDocument?.documentElement ?? null
      // Null for a moment while it loads.
      if (root === null || (root.dataset['theme'] ?? 'system') === theme) return
      if (theme === 'system') delete root.dataset['theme']
      else root.dataset['theme'] = theme
    },
  }
}
