import type { EnrollmentView } from '../../view/index.ts'
import type { Settings } from '../exchange/settings.ts'
import { preferredWait } from './prefer-wait.ts'
import { settledView } from './settled-view.ts'

/** The view to answer with, after as long a wait as the client prefers, and the headers that say so. */
export const waited = async (
  id: string,
  view: EnrollmentView,
  request: Request,
  { engine, clock, closing }: Pick<Settings, 'engine' | 'clock' | 'closing'>,
) => {
  const seconds = preferredWait(request)
  if (seconds === null) return { view, headers: {} }
  return {
    view: await settledView(id, view, { engine, clock, seconds, closing, left: request.signal }),
    headers: { 'preference-applied': `wait=${seconds}` },
  }
}
