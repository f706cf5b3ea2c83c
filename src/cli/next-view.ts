import type { Enrollment } from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'

const isBusy = ({ state }: EnrollmentView): boolean =>
  state === 'requesting' || state === 'binding' || state === 'reconciling'

/** The first view that fits, now or later; `passing` is told of each state on the way there. */
export const whenView = (
  enrollment: Enrollment,
  fits: (view: EnrollmentView) => boolean,
  passing?: (view: EnrollmentView) => void,
): Promise<EnrollmentView> =>
  new Promise((resolve) => {
    let state: EnrollmentView['state'] | null = null
    const look = (view: EnrollmentView): boolean => {
      if (fits(view)) return true
      if (view.state !== state) passing?.(view)
      state = view.state
      return false
    }
    const present = enrollment.view()
    if (look(present)) return resolve(present)
    const stop = enrollment.subscribe((next) => {
      if (!look(next)) return
      stop()
      resolve(next)
    })
  })

/** The next view in which no request is under way. */
export const settledView = (
  enrollment: Enrollment,
  passing?: (view: EnrollmentView) => void,
): Promise<EnrollmentView> => whenView(enrollment, (view) => !isBusy(view), passing)

/** Aborted once the enrollment has left the given state, or when that state asks for something new. */
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
