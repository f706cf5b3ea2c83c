import { html, nothing, type TemplateResult } from 'lit'
import { icon } from './icons.ts'

interface FieldOptions {
  readonly id: string
  readonly label: string
  /** The input or select, with `id`, and `aria-describedby` from `describedBy`. */
  readonly control: TemplateResult
  readonly hint?: string
  readonly trouble?: string | null
}

/** What a control is described by: its trouble first, then its hint. */
export const describedBy = (
  id: string,
  { hint, trouble }: { readonly hint?: string; readonly trouble?: string | null },
): string | typeof nothing => {
  const ids = [...(trouble ? [`${id}-trouble`] : []), ...(hint === undefined ? [] : [`${id}-hint`])]
  return ids.length === 0 ? nothing : ids.join(' ')
}

/** A label, its control, a hint, and what is wrong with what was typed. */
export const field = ({ id, label, control, hint, trouble }: FieldOptions): TemplateResult =>
  html`<div class="field" part="field">
    <label for=${id} part="label">${label}</label>
    ${control} ${hint === undefined ? nothing : html`<p class="hint" id="${id}-hint" part="hint">${hint}</p>`}
    ${
      trouble
        ? html`<p class="trouble" id="${id}-trouble" part="field-problem">
            ${icon('alert')}<span>${trouble}</span>
          </p>`
        : nothing
    }
  </div>`
