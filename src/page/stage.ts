import type { PageActions } from './page-actions.ts'
import type { PageClock } from './page-clock.ts'
import type { PageState } from './page-state.ts'
import type { PageTexts } from './texts/page-texts.ts'

/** What every part is drawn from. */
export interface Stage {
  readonly state: PageState
  readonly texts: PageTexts
  readonly actions: PageActions
  readonly clock: PageClock
}
