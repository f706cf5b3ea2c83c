import { html, nothing, type TemplateResult } from 'lit'
import type { Stage } from '../stage.ts'
import { button } from './button.ts'

/** The ways out of a challenge, below it: more of the same first, leaving last. */
export const leaveRow = (
  { flow, words, view }: Stage,
  ...more: readonly (TemplateResult | typeof nothing)[]
): TemplateResult =>
  html`<div class="actions leave" part="actions">
    ${more}
    ${
      view.can.cancel
        ? button({
            label: words.cancel,
            kind: 'quiet',
            press: () => flow.send({ type: 'enrollment.cancelled' }),
            part: 'cancel',
          })
        : nothing
    }
  </div>`
