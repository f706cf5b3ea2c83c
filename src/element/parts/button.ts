import { html, nothing, type TemplateResult } from 'lit'
import { icon, type IconName } from './icons.ts'

interface ButtonOptions {
  readonly label: string | TemplateResult
  /** Left out where the button submits its form. */
  readonly press?: (event: MouseEvent) => void
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** Under way: it keeps focus and place, and does nothing. */
  readonly isBusy?: boolean
  /** It does nothing while something else is under way. */
  readonly isOff?: boolean
  readonly icon?: IconName
  /** Its accessible name, where the label alone says too little. */
  readonly name?: string
  readonly focus?: boolean
  /** More names in `part`, for a page's own styles. */
  readonly part?: string
}

/**
 * A button. One that is busy is `aria-disabled` and not `disabled`, for focus would otherwise fall to the page.
 */
export const button = ({
  label,
  press,
  kind = 'secondary',
  isBusy = false,
  isOff = isBusy,
  icon: drawing,
  name,
  focus = false,
  part = '',
}: ButtonOptions): TemplateResult =>
  html`<button
    class="button ${kind} ${isBusy ? 'busy' : ''}"
    part="button ${kind} ${part}"
    type=${press === undefined ? 'submit' : 'button'}
    aria-disabled=${isOff ? 'true' : nothing}
    aria-label=${name ?? nothing}
    ?data-focus=${focus}
    @click=${(event: MouseEvent) => {
      // The second click of a double click is meant for what stood here at the first: it must press nothing else.
      if (isOff || event.detail > 1) event.preventDefault()
      else press?.(event)
    }}
  >
    ${isBusy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${
      drawing === undefined || isBusy ? nothing : icon(drawing)
    }<span>${label}</span>
  </button>`

/** Buttons in a row, or one below the other where there is no room; the one to press first comes first. */
export const actions = (...buttons: readonly (TemplateResult | typeof nothing)[]): TemplateResult =>
  html`<div class="actions" part="actions">${buttons}</div>`

/** The way back, above the title. */
export const backLink = (label: string, press: () => void): TemplateResult =>
  html`<div class="topline">${button({ label, press, kind: 'quiet', icon: 'back', part: 'back' })}</div>`
