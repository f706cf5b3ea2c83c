import { html, nothing } from 'lit'
import { actions, backLink, button } from '../parts/button.ts'
import { alertBox, heading } from '../parts/text.ts'
import type { Screen } from '../stage.ts'

/** In place of the photo of a face, until what takes photos is loaded. */
export const photo: Screen = (stage) => {
  const { flow, words, say } = stage
  return html`${flow.step() === null ? nothing : backLink(words.back, () => flow.go(null))}
  ${heading(stage, words.prepareTitle.FACE, { focus: true })}
  ${
    flow.face.loading() === 'failed'
      ? html`${alertBox(say({ id: 'error.unreachable', params: { wait: 0 } }))}
        ${actions(button({ label: words.tryAgain, press: () => void flow.face.load(), part: 'reload' }))}`
      : html`<p class="loading" aria-busy="true">
          <span class="spinner" aria-hidden="true"></span>${words.working}
        </p>`
  }`
}
