import { html, nothing, type TemplateResult } from 'lit'
import type { EnrolledFactor, FactorType } from '../../../machines/index.ts'
import { maskedDestinationOfFactor } from '../../view/index.ts'
import { offeredFactors } from '../flow/given.ts'
import { actions, backLink, button } from '../parts/button.ts'
import { factorIcon, icon } from '../parts/icons.ts'
import { alertBox, heading, lead, note, problem, subheading } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

const removalQuestion = (stage: Stage, factor: EnrolledFactor, isLast: boolean): TemplateResult => {
  const { flow, words, nameOf } = stage
  const isBusy = flow.list.removal()?.status === 'working'
  return html`<div class="question" part="removal" role="group" aria-labelledby="removal">
    <p id="removal" class="question-title" tabindex="-1" data-ask>
      ${words.removeQuestion(nameOf(factor.factorType))}
    </p>
    <p class="hint">${isLast ? words.removeLastWarning : words.removeWarning}</p>
    ${actions(
      button({
        label: isBusy ? words.removing : words.removeConfirm,
        kind: 'danger',
        isBusy,
        press: () => void flow.remove(),
        part: 'remove-confirm',
      }),
      isBusy
        ? nothing
        : button({ label: words.removeKeep, press: () => flow.list.askRemoval(null), part: 'remove-keep' }),
    )}
  </div>`
}

/** GenAuth allows one face, so its successor cannot be bound before it goes; other types cannot be enrolled here. */
const canBeReplaced = ({ factorType }: EnrolledFactor): boolean =>
  factorType === 'OTP' || factorType === 'SMS' || factorType === 'EMAIL'

const enrolledFactor = (stage: Stage, factor: EnrolledFactor, isLast: boolean): TemplateResult => {
  const { flow, words, nameOf } = stage
  const name = nameOf(factor.factorType)
  const destination = maskedDestinationOfFactor(factor)
  const isAsked = flow.list.removal()?.factor.factorId === factor.factorId
  const named = destination === null ? name : `${name}, ${destination}`
  return html`<li class="enrolled" part="factor">
    <span class="badge">${factorIcon(factor.factorType)}</span>
    <span class="enrolled-text">
      <span class="enrolled-name" part="factor-name">${name}</span>
      ${destination === null ? nothing : html`<span class="hint" part="factor-destination"><bdi>${destination}</bdi></span>`}
    </span>
    ${
      isAsked
        ? removalQuestion(stage, factor, isLast)
        : html`<span class="enrolled-actions">
            ${
              canBeReplaced(factor)
                ? button({
                    label: words.replace,
                    name: words.replaceNamed(named),
                    kind: 'quiet',
                    press: () => void flow.replace(factor),
                    part: 'replace',
                  })
                : nothing
            }
            ${button({
              label: words.remove,
              name: words.removeNamed(named),
              kind: 'quiet',
              press: () => flow.list.askRemoval(factor),
              part: 'remove',
            })}
          </span>`
    }
  </li>`
}

const choice = ({ flow, words, view }: Stage, factorType: FactorType, focus: boolean): TemplateResult =>
  html`<li>
    <button
      type="button"
      class="choice"
      part="choice choice-${factorType.toLowerCase()}"
      ?data-focus=${focus}
      aria-disabled=${view.can.choose ? nothing : 'true'}
      @click=${() => flow.pick(factorType)}
    >
      <span class="badge">${factorIcon(factorType)}</span>
      <span class="choice-text">
        <span class="choice-name">${words.factorName[factorType]}</span>
        <span class="hint">${words.factorHint[factorType]}</span>
      </span>
      ${icon('chevron')}
    </button>
  </li>`

const enrolledList = (stage: Stage): TemplateResult | typeof nothing => {
  const { flow, words, say } = stage
  const state = flow.list.state()
  const { given } = stage
  const error = flow.list.error()
  const failed = error === null ? nothing : alertBox(say({ id: `error.${error}`, params: { wait: 0 } }))
  switch (state.status) {
    case 'none':
      return nothing
    case 'loading':
      return html`<p class="loading" part="loading" aria-busy="true">
        <span class="spinner" aria-hidden="true"></span>${words.listLoading}
      </p>`
    case 'failed':
      return html`${alertBox(`${words.listFailed} ${say({ id: `error.${state.error}`, params: { wait: 0 } })}`)}
      ${actions(
        button({ label: words.tryAgain, press: () => void flow.list.load(given.directory), part: 'reload' }),
      )}`
    case 'ready':
      return html`${failed}${
        state.enrolled.length === 0
          ? html`<p class="lead" part="message">${words.listEmpty}</p>`
          : html`<ul class="list" part="factors" aria-label=${words.listTitle}>
              ${state.enrolled.map((factor) => enrolledFactor(stage, factor, state.enrolled.length === 1))}
            </ul>`
      }`
  }
}

/** What the account has, if the page gave a directory, and what may be added to it. */
export const factors: Screen = (stage) => {
  const { flow, words, view, say, given } = stage
  const { status } = flow.list.state()
  const hasList = given.directory !== null && view.state === 'idle'
  const offered =
    hasList && (status === 'loading' || status === 'none') ? [] : offeredFactors(given, flow.list.state())
  const notice = flow.notice()?.(words)
  const choices = html`<ul class="choices" part="choices" aria-label=${words.addTitle}>
    ${offered.map((factorType, index) => choice(stage, factorType, index === 0 && !hasList))}
  </ul>`
  if (!hasList)
    return html`${view.state === 'idle' ? nothing : backLink(words.back, () => flow.go(null))}
    ${heading(stage, words.chooseTitle)} ${lead(say({ id: 'chooseFactor', params: {} }))} ${problem(stage)}
    ${choices}`
  return html`${heading(stage, words.listTitle, { focus: true })} ${problem(stage)}
  ${notice === undefined ? nothing : note(notice, 'tick')} ${enrolledList(stage)}
  ${
    status === 'ready' || status === 'failed'
      ? html`${subheading(stage, words.addTitle, 'subtitle')}
        ${offered.length === 0 ? html`<p class="hint">${words.nothingToAdd}</p>` : choices}`
      : nothing
  }`
}
