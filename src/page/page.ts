import { html, nothing, type TemplateResult } from 'lit'
import { accountPage } from './account/account-page.ts'
import type { Services } from './account/services.ts'
import { guide } from './guide/guide.ts'
import { icon } from './icons.ts'
import { phone } from './phone/phone.ts'
import type { Stage } from './stage.ts'
import { topBar } from './top-bar.ts'

const views = ['page', 'phone', 'guide'] as const

/** Where there is room for one part only, this leads to the others. */
const viewSwitch = ({ state, texts, actions }: Stage): TemplateResult => {
  const news = state.phone.news.messages + state.phone.news.mail
  return html`<nav class="view-switch" aria-label=${texts.views}>
    ${views.map(
      (view) =>
        html`<button
          type="button"
          aria-current=${state.view === view ? 'true' : nothing}
          @click=${() => actions.show(view)}
        >
          <span class="dock-icon"
            >${icon(view)}${
              view === 'phone' && news > 0
                ? html`<span class="badge"><span aria-hidden="true">${news}</span></span>`
                : nothing
            }</span
          >
          <span>${texts.viewName[view]}</span>
          ${view === 'phone' && news > 0 ? html`<span class="unseen">, ${texts.phone.news(news)}</span>` : nothing}
        </button>`,
    )}
  </nav>`
}

/** The whole page. */
export const page = (stage: Stage, services: Services, onElement: (event: Event) => void): TemplateResult => {
  const { state, texts } = stage
  return html`<div class="page" data-view=${state.view}>
    <a class="skip" href="#main">${texts.skip}</a>
    ${topBar(stage)}
    ${state.isServerThere ? nothing : html`<p class="stopped" role="alert">${icon('alert')}${texts.stopped}</p>`}
    <main class="stage">${accountPage(stage, services, onElement)} ${phone(stage)} ${guide(stage)}</main>
    <footer class="footer">
      <span>${texts.footer.madeUp}</span>
      <a href="/third-party.txt">${texts.footer.licences}</a>
    </footer>
    ${viewSwitch(stage)}
    <p class="unseen" role="status">${state.announced}</p>
  </div>`
}
