import { nothing, type TemplateResult } from 'lit'
import type { Stage } from '../stage.ts'
import { button } from './button.ts'

/**
 * "Cancel", where the enrollment can be left. On a screen that has just come it hears the keyboard alone: a second,
 * impatient click on what brought the screen must not end what the first began. A key's click counts no clicks.
 */
export const cancelButton = ({ flow, words, view, isNew }: Stage): TemplateResult | typeof nothing =>
  view.can.cancel
    ? button({
        label: words.cancel,
        kind: 'quiet',
        press: ({ detail }) => {
          if (detail === 0 || !isNew()) flow.send({ type: 'enrollment.cancelled' })
        },
        part: 'cancel',
      })
    : nothing
