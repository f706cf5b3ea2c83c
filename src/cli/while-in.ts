import type { Enrollment } from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'

/** Aborted once the enrollment has left the state of this view; a new challenge leaves it, too. */
export const whileIn = (
  enrollment: Enrollment,
  { state }: EnrollmentView,
): { readonly signal: AbortSignal; readonly stop: () => void } => {
  const controller = new AbortController()
  const stop = enrollment.subscribe((next) => {
    if (next.state !== state) controller.abort()
  })
  if (enrollment.view().state !== state) controller.abort()
  return { signal: controller.signal, stop }
}
