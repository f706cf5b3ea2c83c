import type { Answered } from '../../durable/index.ts'
import { isBusy, settledView } from '../prefer/settled-view.ts'
import type { Settings } from './settings.ts'

/** So long a request is followed, s: for longer than the calls for it may take. What takes longer stays counted. */
const longest = 180

/** What to follow: a request that was taken, with what to do should it surely have sent no message. */
export interface Following {
  readonly id: string
  readonly answer: Answered
  readonly giveBack: () => Promise<void>
}

/**
 * Follows a request until nothing is under way any more, beside its answer. The name of the request says which one a
 * record speaks of: it may be seen only after the next request, or be that of another enrollment with the same id.
 * Should this process end meanwhile, what was spent stays spent.
 */
export const followUnsent = async (
  { id, answer, giveBack }: Following,
  { engine, clock, closing, report }: Pick<Settings, 'engine' | 'clock' | 'closing' | 'report'>,
): Promise<void> => {
  if (!answer.accepted || answer.request === undefined) return
  try {
    const settled = await settledView(id, answer.view, { engine, clock, closing, seconds: longest })
    if (isBusy(settled) || settled.error === null) return
    if ((await engine.unsentRequestOf(id)) === answer.request) await giveBack()
  } catch (cause) {
    report(cause)
  }
}
