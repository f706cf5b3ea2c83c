import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'
import { requestList } from '../requests/request-list.ts'
import type { Stage } from '../stage.ts'
import { trials, type Trial } from './trial.ts'

/** What a trial's button does: once, or for as long as it is pressed. */
const control = ({ state, texts, actions }: Stage, trial: Trial): TemplateResult | typeof nothing => {
  const { action } = texts.guide.trials[trial]
  switch (trial) {
    case 'app':
    case 'wrongCode':
      return nothing
    case 'minute':
      return html`<button type="button" class="pill pill-small" @click=${actions.skipMinute}>
        ${action}
      </button>`
    case 'reload':
      return html`<button type="button" class="pill pill-small" @click=${actions.reload}>${action}</button>`
    case 'lostReply':
    case 'noConnection':
    case 'slow': {
      const isOn = state.mishaps.includes(trial)
      return html`<button
        type="button"
        class="toggle"
        role="switch"
        aria-checked=${isOn}
        aria-label=${action}
        @click=${() => actions.setMishap(trial, !isOn)}
      >
        <span class="toggle-track" aria-hidden="true"></span>
      </button>`
    }
  }
}

const item = (stage: Stage, trial: Trial): TemplateResult => {
  const { state, texts } = stage
  const isTried = state.tried.includes(trial)
  const { title, hint } = texts.guide.trials[trial]
  return html`<li class="trial" data-trial=${trial} ?data-tried=${isTried}>
    <span class="trial-mark" aria-hidden="true">${isTried ? icon('tick') : nothing}</span>
    <div class="trial-text">
      <p class="trial-title">
        ${isTried ? html`<span class="unseen">${texts.guide.seen} </span>` : nothing}${title}
      </p>
      <p class="small">${hint}</p>
    </div>
    ${control(stage, trial)}
  </li>`
}

/** What to try, with the means to make it happen, and what the page asks of the server meanwhile. */
export const guide = (stage: Stage): TemplateResult => {
  const { state, texts } = stage
  return html`<section class="guide" aria-labelledby="guide-label">
    <header class="eyebrow guide-head">
      <h2 id="guide-label">${texts.guide.title}</h2>
      <span>${texts.guide.tried(state.tried.length, trials.length)}</span>
    </header>
    <ol class="trials">
      ${trials.map((trial) => item(stage, trial))}
    </ol>
    ${requestList(stage)}
  </section>`
}
