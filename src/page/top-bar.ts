import { html, nothing, type TemplateResult } from 'lit'
import { icon } from './icons.ts'
import { langs, themes } from './preferences.ts'
import type { Stage } from './stage.ts'

/** What this page is, and how to see it otherwise. */
export const topBar = ({ state, texts, actions }: Stage, isInspecting: boolean): TemplateResult => {
  const { lang, theme } = state.preferences
  return html`<header class="top-bar">
    <div class="top-name">
      <h1 translate="no">mfa-enrollment</h1>
      <p>${texts.intro}</p>
    </div>
    <div class="top-tools">
      ${
        isInspecting
          ? html`<button
              type="button"
              class="tool machine-tool"
              aria-pressed=${state.isMachineShown}
              @click=${() => actions.showMachine(!state.isMachineShown)}
            >
              ${icon('machine')}<span>${texts.machine.title}</span>
            </button>`
          : nothing
      }
      <button type="button" class="tool" @click=${actions.signInAfresh}>
        ${icon('person')}<span>${texts.freshAccount}</span>
      </button>
      <div class="segments" role="group" aria-label=${texts.language}>
        ${langs.map(
          (one) =>
            html`<button
              type="button"
              lang=${one}
              aria-pressed=${lang === one}
              @click=${() => actions.prefer({ lang: one })}
            >
              ${texts.languageName[one]}
            </button>`,
        )}
      </div>
      <div class="segments segments-icons" role="group" aria-label=${texts.theme}>
        ${themes.map(
          (one) =>
            html`<button
              type="button"
              aria-pressed=${theme === one}
              aria-label=${texts.themeName[one]}
              title=${texts.themeName[one]}
              @click=${() => actions.prefer({ theme: one })}
            >
              ${icon(one)}
            </button>`,
        )}
      </div>
    </div>
  </header>`
}
