import type { EnrollmentView } from '../view/index.ts'
import type { ShownEnrollment } from './enrollment.ts'

/**
 * The first view that fits, now or later: for scripts that wait for a state. It waits for ever if none comes,
 * so let what ends an enrollment fit too.
 *
 * @param passing is told of each state on the way there.
 *
 * @example
 * const view = await whenView(enrollment, ({ state }) => state === 'awaitingCode' || state === 'failed')
 */
export const whenView = (
  enrollment: ShownEnrollment,
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

const isBusy = ({ state }: EnrollmentView): boolean =>
  state === 'requesting' || state === 'binding' || state === 'reconciling'

/**
 * The next view in which no request is under way: it waits for the person, or is over.
 *
 * @example
 * enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
 * const view = await settledView(enrollment) // awaitingCode, or idle or failed with a problem
 */
export const settledView = (
  enrollment: ShownEnrollment,
  passing?: (view: EnrollmentView) => void,
): Promise<EnrollmentView> => whenView(enrollment, (view) => !isBusy(view), passing)
