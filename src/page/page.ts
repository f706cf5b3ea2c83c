import { html, nothing, type TemplateResult } from 'lit'
import { accountPage } from './account/account-page.ts'
import type { Services } from './account/services.ts'
import { guide } from './guide/guide.ts'
import { icon } from './icons.ts'
import { machinePanel } from './machine/machine-panel.ts'
import type { SeenMachine } from './machine/seen-machine.ts'
import { phone } from './phone/phone.ts'
import type { Stage } from './stage.ts'
import { topBar } from './top-bar.ts'

const views = ['page', 'phone', 'machine', 'guide'] as const

/** Where there is room for one part only, this leads to the others. */
const viewSwitch = ({ state, texts, actions }: Stage, isInspecting: boolean): TemplateResult => {
  const news = state.phone.news.messages + state.phone.news.mail
  return html`<nav class="view-switch" aria-label=${texts.views}>
    ${views
      .filter((view) => view !== 'machine' || isInspecting)
      .map(
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
export const page = (
  stage: Stage,
  services: Services,
  machine: SeenMachine | null,
  onElement: (event: Event) => void,
): TemplateResult => {
  const { state, texts } = stage
  const beside = machine === null ? nothing : state.isMachineShown ? 'shown' : 'hidden'
  return html`<div class="page" data-view=${state.view} data-machine=${beside}>
    <a class="skip" href="#main">${texts.skip}</a>
    ${topBar(stage, machine !== null)}
    ${state.isServerThere ? nothing : html`<p class="stopped" role="alert">${icon('alert')}${texts.stopped}</p>`}
    <main class="stage">
      ${accountPage(stage, services, machine?.inspect ?? null, onElement)} ${phone(stage)}
      ${machine === null ? nothing : machinePanel(stage, machine)} ${guide(stage)}
    </main>
    <footer class="footer">
      <span>${texts.footer.madeUp}</span>
      <a href="/third-party.txt">${texts.footer.licences}</a>
    </footer>
    ${viewSwitch(stage, machine !== null)}
    <p class="unseen" role="status">${state.announced}</p>
  </div>`
}
