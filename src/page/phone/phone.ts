import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'
import type { Stage } from '../stage.ts'
import { authenticator } from './authenticator.ts'
import { mail } from './mail.ts'
import { messages } from './messages.ts'
import { phoneApps, type PhoneApp } from './phone-app.ts'
import { timeOf } from './time-of-day.ts'

const screens: Readonly<Record<PhoneApp, (stage: Stage) => TemplateResult>> = {
  messages,
  mail,
  authenticator,
}

const newsOf = ({ phone }: Stage['state'], app: PhoneApp): number =>
  app === 'authenticator' ? 0 : phone.news[app]

const tab = ({ state, texts, actions }: Stage, app: PhoneApp): TemplateResult => {
  const news = newsOf(state, app)
  return html`<button
    type="button"
    class="dock-app"
    aria-current=${state.phone.app === app ? 'true' : nothing}
    @click=${() => actions.openApp(app)}
  >
    <span class="dock-icon">
      ${icon(app)}
      ${news === 0 ? nothing : html`<span class="badge"><span aria-hidden="true">${news}</span></span>`}
    </span>
    <span>${texts.phone.appName[app]}</span>
    ${news === 0 ? nothing : html`<span class="unseen">, ${texts.phone.news(news)}</span>`}
  </button>`
}

/** The person's phone: what was sent to it, and the authenticator app. */
export const phone = (stage: Stage): TemplateResult => {
  const { state, texts, clock } = stage
  const { app } = state.phone
  return html`<section class="phone" aria-labelledby="phone-label">
    <h2 id="phone-label" class="eyebrow">${texts.phone.label}</h2>
    <div class="handset">
      <div class="glass">
        <div class="status-bar" aria-hidden="true">
          <span>${timeOf(clock.now(), state.preferences.lang)}</span>
          <span class="status-icons"><i></i><i></i><i></i></span>
        </div>
        <h3 class="app-title">${texts.phone.appName[app]}</h3>
        <div class="app app-${app}" data-app=${app} tabindex="-1">${screens[app](stage)}</div>
        <nav class="dock" aria-label=${texts.phone.apps}>${phoneApps.map((one) => tab(stage, one))}</nav>
      </div>
    </div>
  </section>`
}
