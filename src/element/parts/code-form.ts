import { html, nothing, type TemplateResult } from 'lit'
import { PassCode } from '../../../machines/index.ts'
import { secondsUntil } from '../../view/index.ts'
import type { ViewIn } from '../flow/steps.ts'
import type { Stage } from '../stage.ts'
import { button } from './button.ts'
import { countdown } from './countdown.ts'
import { describedBy, field } from './field.ts'

interface CodeFormOptions {
  readonly label: string
  /** How many digits there are, if that is known: then the last one sends the code. */
  readonly digits: number | null
  readonly isBusy: boolean
  readonly focus: boolean
}

/** The number of digits typed so far, whatever spaces and dashes were pasted with them; null if it is no code yet. */
const lengthOf = (typed: string): number | null => {
  const code = PassCode.decode(typed)
  return code._tag === 'Right' ? code.right.length : null
}

const minuteSeconds = 60

/**
 * The one field for a code, the countdown, and the button. The field keeps its text to itself: it is read when the
 * code is sent, and emptied then. One field and not six, for autofill and paste fill one.
 */
export const codeForm = (
  { flow, words, say, now, view }: Stage,
  open: ViewIn<'awaitingCode'>,
  { label, digits, isBusy, focus }: CodeFormOptions,
): TemplateResult => {
  const trouble = flow.trouble()?.(words, now) ?? null
  const wait = secondsUntil(open.submitAt, now)
  const isWaiting = wait > 0 && !isBusy
  const submit = (input: HTMLInputElement) => {
    // Read before it is sent, for the view changes while it is.
    if (flow.submitCode(input.value, open)) input.value = ''
  }
  const isRefused = trouble !== null || view.error === 'wrongCode'
  return html`<form
    class="code-form"
    part="code-form"
    novalidate
    @submit=${(event: SubmitEvent) => {
      event.preventDefault()
      const input = event.currentTarget instanceof Element ? event.currentTarget.querySelector('input') : null
      if (input) submit(input)
    }}
  >
    <div class="code-row">
      ${field({
        id: 'code',
        label,
        trouble,
        control: html`<input
          class="input code-input"
          id="code"
          part="input code-input"
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          autocapitalize="off"
          autocorrect="off"
          spellcheck="false"
          required
          ?readonly=${isBusy}
          ?data-focus=${focus}
          aria-invalid=${isRefused ? 'true' : nothing}
          aria-describedby=${describedBy('code', { trouble })}
          @input=${({ currentTarget }: InputEvent) => {
            if (!(currentTarget instanceof HTMLInputElement)) return
            if (digits !== null && lengthOf(currentTarget.value) === digits) submit(currentTarget)
          }}
        />`,
      })}
      ${countdown(open.secondsLeft, words.secondsLeft(open.secondsLeft), open.secondsLeft / Math.max(minuteSeconds, open.secondsLeft))}
    </div>
    ${button({
      label: isWaiting ? words.confirmIn(wait) : isBusy ? say(view.message) : words.confirm,
      kind: 'primary',
      isBusy: isBusy || isWaiting,
      part: 'confirm',
    })}
  </form>`
}
