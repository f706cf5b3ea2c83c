import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { icon } from '../icons.ts'
import type { SeenMachine } from '../machine/seen-machine.ts'
import type { Stage } from '../stage.ts'
import type { Services } from './services.ts'

const initials = (name: string): string =>
  /^\p{Script=Han}/u.test(name)
    ? name.slice(0, 1)
    : name
        .split(' ')
        .map((word) => word.slice(0, 1))
        .join('')

/** The security page of a made-up company, such as products have, with the element in it. */
export const accountPage = (
  { state, texts }: Stage,
  services: Services,
  inspect: SeenMachine['inspect'] | null,
  onElement: (event: Event) => void,
): TemplateResult => {
  const { preferences, person } = state
  const name = person.name[preferences.lang]
  const { account } = texts
  return html`<section class="site" aria-labelledby="site-label">
    <p id="site-label" class="eyebrow">${account.label}</p>
    <div class="site-window">
      <header class="site-head">
        <span class="wordmark">${icon('leaf')}Fernhill</span>
        <span class="site-nav" aria-hidden="true"
          >${account.sections.map(
            (section) => html`<span ?data-here=${section === account.security}>${section}</span>`,
          )}</span
        >
        <span class="avatar" aria-hidden="true">${initials(name)}</span>
      </header>
      <div id="main" class="site-main" tabindex="-1">
        <h2 class="site-title">${account.security}</h2>
        <dl class="facts">
          <div>
            <dt>${account.signedIn}</dt>
            <dd>
              <span class="fact">${name}</span><span class="small"><bdi>${person.email}</bdi></span>
            </dd>
          </div>
          <div>
            <dt>${account.password}</dt>
            <dd>
              <span class="fact" aria-hidden="true">••••••••••</span
              ><span class="small">${account.passwordHint}</span>
            </dd>
          </div>
        </dl>
        <div class="two-step">
          <h3>${account.twoStep}</h3>
          ${keyed(
            person.userId,
            html`<mfa-enrollment
              storage-key=${person.userId}
              code-length="6"
              heading-level="4"
              lang=${preferences.lang}
              region=${preferences.lang === 'zh-CN' ? 'CN' : nothing}
              .service=${services.service}
              .enrollment=${services.enrollment}
              .directory=${services.directory}
              .upload=${services.upload}
              .clock=${services.clock}
              .inspect=${inspect}
              @mfa-state=${onElement}
              @mfa-bound=${onElement}
              @mfa-error=${onElement}
            ></mfa-enrollment>`,
          )}
        </div>
      </div>
    </div>
  </section>`
}
