import { html, type nothing, type TemplateResult } from 'lit'
import type { Stage } from '../stage.ts'
import { cancelButton } from './cancel-button.ts'

/** The ways out of a challenge, below it: more of the same first, leaving last. */
export const leaveRow = (
  stage: Stage,
  ...more: readonly (TemplateResult | typeof nothing)[]
): TemplateResult => html`<div class="actions leave" part="actions">${more} ${cancelButton(stage)}</div>`
