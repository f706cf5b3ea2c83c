import { html, nothing, type TemplateResult } from 'lit'
import type { Stage } from '../stage.ts'
import { icon, type IconName } from './icons.ts'

/**
 * A screen's title; focus goes to it where the screen has nothing to fill in or press first. Its level is the page's
 * to say. No `h2` with another `aria-level`: some tools believe the tag.
 */
export const heading = ({ level }: Stage, text: string, { focus = false } = {}): TemplateResult =>
  html`<div class="title" part="title" role="heading" aria-level=${level} tabindex="-1" ?data-focus=${focus}>
    ${text}
  </div>`

/** A heading within a screen, one level below its title. */
export const subheading = ({ level }: Stage, text: string, name: string): TemplateResult =>
  html`<div class=${name} part="subtitle" role="heading" aria-level=${level + 1}>${text}</div>`

/** What to do, or what is going on: the view's message. */
export const lead = (text: string): TemplateResult => html`<p class="lead" part="message">${text}</p>`

/** What went wrong, with an icon beside, for colour alone says nothing to many. The live region reads it out. */
export const alertBox = (text: string, name: IconName = 'alert'): TemplateResult =>
  html`<div class="alert" part="problem">${icon(name)}<span>${text}</span></div>`

/** Something good to know that is no error. */
export const note = (text: string, name: IconName = 'shield'): TemplateResult =>
  html`<div class="note" part="note">${icon(name)}<span>${text}</span></div>`

/** The view's problem, if there is one; without an error it is a hint, such as that the key is another one. */
export const problem = ({ view, say }: Stage): TemplateResult | typeof nothing => {
  if (view.problem === null) return nothing
  return view.error === null ? note(say(view.problem), 'alert') : alertBox(say(view.problem))
}
