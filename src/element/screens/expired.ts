import { html, nothing } from 'lit'
import { renewalOf, secondsUntil, titleOf } from '../../view/index.ts'
import { button } from '../parts/button.ts'
import { emblem } from '../parts/icons.ts'
import { leaveRow } from '../parts/leave-row.ts'
import { heading, lead, problem } from '../parts/text.ts'
import type { Screen } from '../stage.ts'

/** The minute is over. One press asks anew; after a reload, what was entered is asked for once more. */
export const expired: Screen = (stage) => {
  const { view, words, say, flow, now } = stage
  if (view.state !== 'expired') return html``
  const wait = view.can.renew ? 0 : secondsUntil(view.sendAgainAt, now)
  return html`${emblem(view.message.id === 'expired' ? 'clock' : 'shield', 'muted')}
  ${heading(stage, titleOf(view, words), { focus: wait > 0 })} ${lead(say(view.message))}
  ${view.maskedDestination === null ? nothing : html`<p class="hint" part="hint"><bdi>${view.maskedDestination}</bdi></p>`}
  ${problem(stage)}
  ${leaveRow(
    stage,
    wait > 0
      ? button({ label: words.renewIn(wait), kind: 'primary', isOff: true, part: 'renew-wait' })
      : button({
          label: renewalOf(view, words),
          kind: 'primary',
          focus: true,
          press: () => flow.renew(view),
          part: 'renew',
        }),
    button({
      label: words.otherFactor,
      kind: 'quiet',
      press: () => flow.go({ name: 'factors' }),
      part: 'other-factor',
    }),
  )}`
}
