import { html } from 'lit'
import { preparationFor, secondsUntil } from '../../view/index.ts'
import { actions, backLink, button } from '../parts/button.ts'
import { replacingNote } from '../parts/replacing-note.ts'
import { heading, lead, problem } from '../parts/text.ts'
import type { Screen } from '../stage.ts'

/** Before an authenticator app is asked for: its minute is short for who has yet to find the app. */
export const prepare: Screen = (stage) => {
  const { flow, words, say, view, now } = stage
  const message = preparationFor('OTP')
  const wait = secondsUntil(view.state === 'idle' ? view.sendAgainAt : null, now)
  return html`${backLink(words.back, () => flow.go(null))} ${heading(stage, words.prepareTitle.OTP)}
    ${message && lead(say(message))}
    <p class="hint" part="hint">${words.prepareAppHint}</p>
    ${replacingNote(stage)} ${problem(stage)}
    ${actions(
      button({
        label: wait > 0 ? words.tryAgainIn(wait) : words.showQr,
        kind: 'primary',
        isBusy: wait > 0,
        focus: true,
        press: () => flow.choose({ type: 'factor.chosen', factorType: 'OTP' }),
        part: 'request',
      }),
    )}`
}
