import type { EnrollmentView } from '../../view/index.ts'
import type { CliTexts } from '../texts/texts.ts'

/** What goes with a problem in words of this command: where it tried, and which call of it helps now. */
export const nextSteps = (
  view: EnrollmentView,
  { remark }: Pick<CliTexts, 'remark'>,
  origin: string | null,
): readonly string[] => {
  const { state, error } = view
  if (error === 'unreachable' || error === 'timedOut') return origin === null ? [] : [remark.tried(origin)]
  if (state !== 'failed' && state !== 'cancelled') return []
  if (view.bound === 'unknown') return [remark.lookWith]
  return view.bound === 'yes' ? [remark.removeWith] : []
}
