import { html, type TemplateResult } from 'lit'
import { icon, type IconName } from '../icons.ts'

/** An app with nothing in it yet says how something gets there. */
export const empty = (name: IconName, title: string, hint: string): TemplateResult =>
  html`<div class="empty">
    <span class="empty-icon">${icon(name)}</span>
    <p class="empty-title">${title}</p>
    <p class="empty-hint">${hint}</p>
  </div>`
