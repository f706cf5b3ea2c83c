import type { Closing } from '../closing.ts'
import type { Engine, EngineClock } from '../../durable/index.ts'
import type { EnrollmentView } from '../../view/index.ts'

/** Something is under way, and will come to its end by itself. */
export const isBusy = ({ state }: EnrollmentView): boolean =>
  state === 'requesting' || state === 'binding' || state === 'reconciling'

export interface SettlingOptions {
  readonly engine: Pick<Engine, 'watch'>
  readonly clock: EngineClock
  readonly seconds: number
  /** Whoever asked has left; absent where nobody waits for it. */
  readonly left?: AbortSignal
  readonly closing: Closing
}

/** The view once nothing is under way any more, or as it is when the time is over. */
export const settledView = (
  id: string,
  view: EnrollmentView,
  { engine, clock, seconds, left, closing }: SettlingOptions,
): Promise<EnrollmentView> =>
  new Promise((resolve) => {
    if (!isBusy(view) || seconds === 0 || left?.aborted === true || closing.hasBegun()) return resolve(view)
    let latest = view
    let unwatch = () => {}
    const settle = () => {
      unwatch()
      clock.clearTimeout(timer)
      left?.removeEventListener('abort', settle)
      stay()
      resolve(latest)
    }
    const timer = clock.setTimeout(settle, seconds * 1000)
    left?.addEventListener('abort', settle)
    const stay = closing.add(settle)
    const hear = (next: EnrollmentView) => {
      latest = next
      if (!isBusy(next)) settle()
    }
    unwatch = engine.watch(id, hear, settle)
  })
