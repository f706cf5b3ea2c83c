import type { Engine, EngineClock } from '../../durable/index.ts'
import type { EnrollmentView } from '../../view/index.ts'

/** Something is under way, and will come to its end by itself. */
export const isBusy = ({ state }: EnrollmentView): boolean =>
  state === 'requesting' || state === 'binding' || state === 'reconciling'

export interface SettlingOptions {
  readonly engine: Pick<Engine, 'watch'>
  readonly clock: EngineClock
  readonly seconds: number
  /** Whoever asked has left; the server stops. */
  readonly signals: readonly AbortSignal[]
}

/** The view once nothing is under way any more, or as it is when the time is over. */
export const settledView = (
  id: string,
  view: EnrollmentView,
  { engine, clock, seconds, signals }: SettlingOptions,
): Promise<EnrollmentView> =>
  new Promise((resolve) => {
    if (!isBusy(view) || seconds === 0 || signals.some(({ aborted }) => aborted)) return resolve(view)
    let latest = view
    let unwatch = () => {}
    const settle = () => {
      unwatch()
      clock.clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', settle)
      resolve(latest)
    }
    const timer = clock.setTimeout(settle, seconds * 1000)
    for (const signal of signals) signal.addEventListener('abort', settle)
    const hear = (next: EnrollmentView) => {
      latest = next
      if (!isBusy(next)) settle()
    }
    unwatch = engine.watch(id, hear, settle)
  })
