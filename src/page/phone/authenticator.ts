import { html, nothing, svg, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../icons.ts'
import type { Stage } from '../stage.ts'
import { shownCode, type AppAccount, type ShownCode } from './app-account.ts'
import { empty } from './empty.ts'

const grouped = (code: string): string => code.replaceAll(/(\d{3})(?=\d)/g, '$1 ')

const radius = 13
const round = 2 * Math.PI * radius

/** How much of the time step is left. It is in words for screen readers when they come by, not each second. */
const ring = ({ secondsLeft, period }: ShownCode, label: string): TemplateResult =>
  html`<span class="ring ${secondsLeft <= 5 ? 'ring-last' : ''}">
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      ${svg`<circle class="ring-track" cx="16" cy="16" r=${radius} /><circle class="ring-left" cx="16" cy="16"
        r=${radius} stroke-dasharray=${round} stroke-dashoffset=${round * (1 - secondsLeft / period)} />`}
    </svg>
    <span aria-hidden="true">${secondsLeft}</span><span class="unseen">${label}</span>
  </span>`

const accountCard = (stage: Stage, account: AppAccount): TemplateResult => {
  const { texts, state, actions, clock } = stage
  const shown = shownCode(account, clock.now())
  const name = account.issuer === '' ? account.label : account.issuer
  const what = `${account.issuer} ${account.label}`
  const copied = state.copied?.what === what ? state.copied : null
  const { copyCode, copied: done, copyFailed, removeNamed, remove, secondsLeft } = texts.phone
  return html`<li class="otp">
    <button type="button" class="otp-copy" @click=${() => actions.copy(what, shown.code)}>
      <span class="otp-name"
        ><b>${name}</b>${account.issuer === '' ? nothing : html`<span>${account.label}</span>`}</span
      >
      <span class="otp-code" translate="no">${grouped(shown.code)}</span>
      ${ring(shown, secondsLeft(shown.secondsLeft))}
      <span class="otp-hint"
        >${icon(copied?.worked === true ? 'tick' : 'copy')}${
          copied === null ? copyCode : copied.worked ? done : copyFailed
        }</span
      >
    </button>
    <button
      type="button"
      class="otp-remove"
      aria-label=${removeNamed(name)}
      @click=${() => actions.removeAccount(account)}
    >
      ${remove}
    </button>
  </li>`
}

const keyForm = ({ texts, actions }: Stage): TemplateResult => {
  const { key, keyHint, add, cancel } = texts.phone
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const field = document.getElementById('key')
    // Not controlled: the key stands in no attribute, and goes from the field when it is taken.
    if (field instanceof HTMLInputElement && actions.addKey(field.value)) field.value = ''
  }
  return html`<form class="key-form" autocomplete="off" @submit=${submit}>
    <label for="key">${key}</label>
    <input
      id="key"
      type="text"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="key-hint"
    />
    <p id="key-hint" class="small">${keyHint}</p>
    <div class="row">
      <button type="submit" class="solid">${add}</button>
      <button type="button" class="pill" @click=${() => actions.typeKey(false)}>${cancel}</button>
    </div>
  </form>`
}

/** An authenticator app as on any phone: it scans, or takes a key, and shows codes. */
export const authenticator = (stage: Stage): TemplateResult => {
  const { state, texts, actions } = stage
  const { accounts, isScanning, isTypingKey, notice } = state.phone
  const { noAccounts, noAccountsHint, scan, scanning, typeKey, forgets } = texts.phone
  return html`${
      accounts.length === 0 && !isTypingKey
        ? empty('authenticator', noAccounts, noAccountsHint)
        : html`<ul class="otps">
            ${repeat(
              accounts,
              ({ uri }) => uri,
              (account) => accountCard(stage, account),
            )}
          </ul>`
    }
    ${
      notice === null
        ? nothing
        : html`<p class="notice ${notice.isProblem ? 'problem' : ''}">
            ${icon(notice.isProblem ? 'alert' : 'tick')}<span>${notice.text}</span>
          </p>`
    }
    ${
      isTypingKey
        ? keyForm(stage)
        : html`<div class="app-actions">
            <button
              type="button"
              id="scan"
              class=${accounts.length === 0 ? 'solid' : 'pill'}
              aria-disabled=${isScanning}
              @click=${() => isScanning || actions.scan()}
            >
              ${icon('scan')}${isScanning ? scanning : scan}
            </button>
            <button type="button" id="type-key" class="pill" @click=${() => actions.typeKey(true)}>
              ${typeKey}
            </button>
          </div>`
    }
    <p class="small forgets">${forgets}</p>`
}
