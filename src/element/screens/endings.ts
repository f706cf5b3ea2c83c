import { html, nothing, type TemplateResult } from 'lit'
import { titleOf } from '../../view/index.ts'
import { actions, button } from '../parts/button.ts'
import { emblem } from '../parts/icons.ts'
import { leaveRow } from '../parts/leave-row.ts'
import { alertBox, heading, lead, note, subheading } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

/** What support needs to find this attempt; ids only. */
const supportIds = (stage: Stage): TemplateResult => {
  const { view, words } = stage
  const { enrollmentId, requestId, error } = view.support
  const apiCode = error !== null && 'apiCode' in error ? error.apiCode : undefined
  const row = (name: string, value: string | number | null | undefined) =>
    value === null || value === undefined
      ? nothing
      : html`<div>
          <dt>${name}</dt>
          <dd translate="no"><bdi>${value}</bdi></dd>
        </div>`
  return html`<div class="support" part="support">
    ${subheading(stage, words.supportTitle, 'support-title')}
    <dl>
      ${row(words.supportEnrollment, enrollmentId)} ${row(words.supportRequest, requestId)}
      ${row(words.supportCode, apiCode)}
    </dl>
  </div>`
}

/** Refused for a reason the person cannot mend here. */
export const failed: Screen = (stage) => {
  const { view, words, say, flow, given } = stage
  // The factor is active: it is in the list, to be replaced there.
  const isListed = view.error === 'recoveryCodeLost' && given.directory !== null
  const label = isListed ? words.backToList : words.startOver
  return html`${emblem('alert', 'danger')} ${heading(stage, titleOf(view, words), { focus: true })}
    <p class="lead" part="message problem">${say(view.problem ?? view.message)}</p>
    ${leaveRow(
      stage,
      view.can.restart ? button({ label, kind: 'primary', press: flow.reset, part: 'start-over' }) : nothing,
    )}
    ${supportIds(stage)}`
}

const replacementEnd = ({ flow, words, given }: Stage): TemplateResult | typeof nothing => {
  const replacing = flow.replacements.current()
  if (replacing === null) return nothing
  switch (replacing.status) {
    case 'binding':
      return nothing
    case 'finishing':
      return html`<p class="loading">
        <span class="spinner" aria-hidden="true"></span>${words.replaceFinishing}
      </p>`
    case 'unfinished':
      return html`${alertBox(words.replaceUnfinished)}
      ${
        given.directory === null
          ? nothing
          : actions(
              button({
                label: words.replaceFinish,
                press: () => void flow.finishReplacement(),
                part: 'replace-finish',
              }),
            )
      }`
    case 'reset':
    case 'replacedInPlace':
    case 'notBound':
      return note(words.replaceEnd[replacing.status], 'tick')
  }
}

const backButton = (
  { flow, words, canReset, given }: Stage,
  label: string,
): TemplateResult | typeof nothing =>
  canReset
    ? actions(
        button({
          label: given.directory === null ? label : words.backToList,
          kind: 'primary',
          press: flow.reset,
          part: 'close',
        }),
      )
    : nothing

/** The factor is active. */
export const done: Screen = (stage) => {
  const { view, words, say } = stage
  return html`${emblem('tick', 'success')} ${heading(stage, words.doneTitle, { focus: true })}
  ${lead(say(view.message))} ${replacementEnd(stage)} ${backButton(stage, words.close)}`
}

/** The person left; whether something was added all the same is said. */
export const cancelled: Screen = (stage) => {
  const { view, words, say } = stage
  return html`${emblem('leave', 'muted')} ${heading(stage, words.cancelledTitle, { focus: true })}
  ${lead(say(view.message))} ${backButton(stage, words.startOver)}`
}
