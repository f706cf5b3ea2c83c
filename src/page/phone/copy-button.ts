import { html, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'
import type { Stage } from '../stage.ts'

/** Copies a code, and says so on the button. `what` tells it from the other buttons. */
export const copyButton = ({ state, texts, actions }: Stage, what: string, code: string): TemplateResult => {
  const copied = state.copied?.what === what ? state.copied : null
  const { copyCode, copied: done, copyFailed } = texts.phone
  const label = copied === null ? copyCode : copied.worked ? done : copyFailed
  return html`<button type="button" class="pill" @click=${() => actions.copy(what, code)}>
    ${icon(copied?.worked === true ? 'tick' : 'copy')}<span>${label}</span>
  </button>`
}
