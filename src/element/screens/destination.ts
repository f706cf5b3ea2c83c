import { html, nothing, type TemplateResult } from 'lit'
import { offeredRegion, phoneRegions, regionTyped } from '../../view/index.ts'
import type { Entered } from '../flow/flow.ts'
import { actions, backLink, button } from '../parts/button.ts'
import { describedBy, field } from '../parts/field.ts'
import { replacingNote } from '../parts/replacing-note.ts'
import { heading, problem } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

const valueOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

const emailField = ({ flow, words }: Stage, trouble: string | null): TemplateResult =>
  field({
    id: 'email',
    label: words.email,
    trouble,
    control: html`<input
      class="input"
      part="input"
      id="email"
      name="email"
      type="email"
      autocomplete="email"
      autocapitalize="off"
      spellcheck="false"
      required
      data-focus
      .value=${flow.entered().email}
      aria-invalid=${trouble === null ? nothing : 'true'}
      aria-describedby=${describedBy('email', { trouble })}
    />`,
  })

/** A number that is typed with its country code chooses the country. */
const chooseRegion = ({ target }: Event): void => {
  if (!(target instanceof HTMLInputElement)) return
  const country = target.form?.elements.namedItem('region')
  if (country instanceof HTMLSelectElement) country.value = regionTyped(target.value, country.value)
}

const phoneFields = ({ flow, words, language, given }: Stage, trouble: string | null): TemplateResult => {
  const regions = phoneRegions(language)
  const entered = flow.entered()
  const chosen = entered.region ?? offeredRegion(given.region, [...navigator.languages, language])
  const hint = words.phoneHint
  return html`<div class="phone" part="phone">
    ${field({
      id: 'country',
      label: words.country,
      control: html`<select
        class="input select"
        part="input select"
        id="country"
        name="region"
        autocomplete="tel-country-code"
      >
        ${regions.map(
          ({ region, name, code }) =>
            html`<option value=${region} ?selected=${region === chosen}>${name} (${code})</option>`,
        )}
      </select>`,
    })}
    ${field({
      id: 'phone',
      label: words.phoneNumber,
      hint,
      trouble,
      control: html`<input
        class="input"
        part="input"
        id="phone"
        name="phoneNumber"
        type="tel"
        dir="ltr"
        autocomplete="tel-national"
        required
        data-focus
        .value=${entered.phoneNumber}
        @input=${chooseRegion}
        aria-invalid=${trouble === null ? nothing : 'true'}
        aria-describedby=${describedBy('phone', { hint, trouble })}
      />`,
    })}
  </div>`
}

/** Where the code shall go. What was entered stays, to be mended if it was not accepted. */
export const destination: Screen = (stage) => {
  const { flow, words, now } = stage
  const step = flow.step()
  const factorType = step?.name === 'destination' ? step.factorType : 'EMAIL'
  const trouble = flow.trouble()?.(words, now) ?? null
  const submit = (form: HTMLFormElement) => {
    const before = flow.entered()
    const entered: Entered =
      factorType === 'EMAIL'
        ? { ...before, email: valueOf(form, 'email') }
        : {
            ...before,
            region: valueOf(form, 'region'),
            phoneNumber: valueOf(form, 'phoneNumber'),
          }
    flow.chooseDestination(factorType, entered)
  }
  return html`${backLink(words.back, () => flow.go(null))} ${heading(stage, words.prepareTitle[factorType])}
    ${replacingNote(stage)} ${problem(stage)}
    <form
      class="form"
      part="form"
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault()
        if (event.currentTarget instanceof HTMLFormElement) submit(event.currentTarget)
      }}
    >
      ${factorType === 'EMAIL' ? emailField(stage, trouble) : phoneFields(stage, trouble)}
      ${actions(button({ label: words.sendCode, kind: 'primary', part: 'request' }))}
    </form>`
}
