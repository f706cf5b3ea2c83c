import { html, nothing, type TemplateResult } from 'lit'
import { actions, button } from '../parts/button.ts'
import { heading, lead } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

const waiting = ({ view, say, flow, words }: Stage, title: string): TemplateResult =>
  html`<div class="waiting" part="waiting" aria-busy="true">
    <span class="emblem"><span class="spinner large" aria-hidden="true"></span></span>
    ${heading(title, { focus: true })}
    ${
      // The title says it all.
      view.message.id === 'binding' ? nothing : lead(say(view.message))
    }
    ${
      view.can.cancel
        ? actions(
            button({
              label: words.cancel,
              kind: 'quiet',
              press: () => flow.send({ type: 'enrollment.cancelled' }),
              part: 'cancel',
            }),
          )
        : nothing
    }
  </div>`

/** A request is on its way. */
export const requesting: Screen = (stage) => waiting(stage, stage.words.requestingTitle)

/** A photo is being checked; codes are checked on their own screen. */
export const binding: Screen = (stage) => waiting(stage, stage.words.bindingTitle)

/** The answer got lost: the account's list tells whether it worked. */
export const reconciling: Screen = (stage) => waiting(stage, stage.words.reconcilingTitle)
