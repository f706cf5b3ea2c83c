import { html, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { keyed } from 'lit/directives/keyed.js'
import { ref } from 'lit/directives/ref.js'
import type { Stage } from '../stage.ts'
import type { SeenMachine } from './seen-machine.ts'

/** The viewer in a frame. Hidden it goes on listening, so that nothing is missed. */
export const machinePanel = ({ state, texts }: Stage, { frame }: SeenMachine): TemplateResult => {
  const { lang, theme } = state.preferences
  // Another address in the same frame would be a step for "Back" to take: words need a new frame, colours none.
  const address = guard([lang], () => `/viewer/?lang=${lang}&theme=${theme}`)
  return html`<section class="machine" aria-labelledby="machine-label">
    <h2 id="machine-label" class="eyebrow">${texts.machine.title}</h2>
    ${keyed(lang, html`<iframe title=${texts.machine.frame} src=${address} ${ref(frame)}></iframe>`)}
  </section>`
}
