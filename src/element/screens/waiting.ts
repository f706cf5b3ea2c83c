import { html, nothing, type TemplateResult } from 'lit'
import { actions } from '../parts/button.ts'
import { cancelButton } from '../parts/cancel-button.ts'
import { heading, lead, problem } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

const waiting = (stage: Stage, title: string): TemplateResult => {
  const { view, say } = stage
  return html`<div class="waiting" part="waiting" aria-busy="true">
    <span class="emblem"><span class="spinner large" aria-hidden="true"></span></span>
    ${heading(stage, title, { focus: true })}
    ${
      // The title says it all.
      view.message.id === 'binding' ? nothing : lead(say(view.message))
    }
    ${problem(stage)} ${view.can.cancel ? actions(cancelButton(stage)) : nothing}
  </div>`
}

/** A request is on its way. */
export const requesting: Screen = (stage) => waiting(stage, stage.words.requestingTitle)

/** A photo is being checked; codes are checked on their own screen. */
export const binding: Screen = (stage) => waiting(stage, stage.words.bindingTitle)

/** The answer got lost: the account's list tells whether it worked. */
export const reconciling: Screen = (stage) => waiting(stage, stage.words.reconcilingTitle)
