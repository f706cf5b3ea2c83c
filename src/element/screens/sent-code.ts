import { html, nothing, type TemplateResult } from 'lit'
import { isUsedUp, secondsUntil } from '../../view/index.ts'
import type { ViewIn } from '../flow/steps.ts'
import { button } from '../parts/button.ts'
import { codeForm } from '../parts/code-form.ts'
import { leaveRow } from '../parts/leave-row.ts'
import { heading, lead, problem } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

/** A new message, or how long until there may be one. */
const resend = (
  { flow, words, now }: Stage,
  open: ViewIn<'awaitingCode'>,
  isBusy: boolean,
): TemplateResult | typeof nothing => {
  const isSpent = isUsedUp(open.challenge)
  const wait = secondsUntil(open.sendAgainAt, now)
  if (open.can.resend)
    return button({
      label: words.resend,
      kind: isSpent ? 'primary' : 'quiet',
      isOff: isBusy,
      press: flow.resend,
      focus: isSpent,
      part: 'resend',
    })
  return isSpent
    ? button({ label: words.resendIn(wait), kind: 'primary', isOff: true, part: 'resend-wait' })
    : html`<span class="wait" part="resend-wait">${words.resendIn(wait)}</span>`
}

/** A number with its country code stays on one line. */
const unbroken = (text: string, destination: string | null): string =>
  destination === null ? text : text.replace(destination, () => destination.replaceAll(' ', '\u00a0'))

/** The challenge of a code that was sent, by SMS or e-mail. */
export const sentCode: Screen = (stage) => {
  const { view, words, say, flow, given } = stage
  const held = flow.held()
  const open = held ?? (view.state === 'awaitingCode' ? view : null)
  if (open === null) return html``
  const { challenge } = open
  if (challenge.factorType !== 'SMS' && challenge.factorType !== 'EMAIL') return html``
  const { factorType, codeUsedUp, maskedDestination } = challenge
  const isBusy = held !== null
  return html`${heading(stage, words.challengeTitle[factorType], { focus: codeUsedUp && !open.can.resend })}
  ${codeUsedUp ? nothing : lead(unbroken(say(open.message), maskedDestination))} ${problem(stage)}
  ${
    // Another try with a code that is used up would only be refused.
    codeUsedUp
      ? nothing
      : codeForm(stage, open, { label: words.codeLabel, digits: given.codeLength, isBusy, focus: true })
  }
  ${leaveRow(
    stage,
    resend(stage, open, isBusy),
    open.can.choose
      ? button({
          label: words.otherDestination[factorType],
          kind: 'quiet',
          isOff: isBusy,
          press: () => flow.pick(factorType),
          part: 'other-destination',
        })
      : nothing,
  )}`
}
