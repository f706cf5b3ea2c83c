import { html, type TemplateResult } from 'lit'
import { reveal } from '../../../machines/index.ts'
import type { OtpView } from '../../view/index.ts'
import { button } from '../parts/button.ts'
import { codeForm } from '../parts/code-form.ts'
import { copyButton } from '../parts/copyable.ts'
import { leaveRow } from '../parts/leave-row.ts'
import { icon } from '../parts/icons.ts'
import { qrCode } from '../parts/qr.ts'
import { heading, lead, problem, subheading } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

const qr = (stage: Stage, otp: OtpView): TemplateResult =>
  html`<div class="scan" part="scan">
    ${subheading(stage, stage.words.scanQr, 'step-title')} ${qrCode(otp.uri, stage.words.qrLabel)}
  </div>`

/** A phone cannot scan itself: there the picture is folded away, and the code field stays in sight. */
const foldedQr = ({ words }: Stage, otp: OtpView): TemplateResult =>
  html`<details class="fold" part="scan">
    <summary class="fold-title" part="subtitle">${icon('chevron')}${words.scanQrElsewhere}</summary>
    <div class="scan">${qrCode(otp.uri, words.qrLabel)}</div>
  </details>`

const key = (stage: Stage, otp: OtpView): TemplateResult => {
  const { words, isHandheld } = stage
  // A button that navigates and no link: the URI holds the secret, and stays out of the document.
  const openApp = button({
    label: words.openApp,
    kind: isHandheld ? 'secondary' : 'quiet',
    press: () => {
      location.href = reveal(otp.uri)
    },
    part: 'open-app',
  })
  const manual = html`<div class="secret" data-copy>
    ${subheading(stage, words.keyTitle, 'step-title')}
    <code class="key" part="key" aria-label=${words.keyLabel} data-secret translate="no"
      >${reveal(otp.manualKey)}</code
    >
    ${copyButton(stage, {
      label: words.copyKey,
      isShort: isHandheld,
      text: () => reveal(otp.manualKey),
      part: 'copy-key',
    })}
  </div>`
  return html`<div class="manual ${isHandheld ? 'handheld' : ''}" part="manual">
    ${
      isHandheld
        ? html`<div class="open-app">${openApp}</div>
            ${manual}`
        : html`${manual}
            <div class="open-app">${openApp}<span class="hint">${words.openAppHint}</span></div>`
    }
  </div>`
}

/**
 * The challenge of an authenticator app. On a phone, which cannot scan itself, app and key come first, and the
 * picture, folded, after the code.
 */
export const appCode: Screen = (stage) => {
  const { view, words, say, flow, isHandheld } = stage
  const held = flow.held()
  const open = held ?? (view.state === 'awaitingCode' ? view : null)
  if (open === null || open.challenge.factorType !== 'OTP') return html``
  const { otp } = open.challenge
  const isBusy = held !== null
  // On a phone the keyboard would hide what is to be read first; after a wrong code it is wanted again.
  const isToRead = isHandheld && open.error === null
  const form = codeForm(stage, open, {
    label: words.codeFromApp,
    digits: otp.digits,
    isBusy,
    focus: !isToRead,
  })
  const trouble = problem(stage)
  return html`${heading(stage, words.challengeTitle.OTP, { focus: isToRead })} ${lead(say(open.message))}
  ${
    isHandheld
      ? html`<div class="pairing">${key(stage, otp)}</div>
          ${trouble} ${form} ${foldedQr(stage, otp)}`
      : html`<div class="pairing">${qr(stage, otp)}${key(stage, otp)}</div>
          ${trouble} ${form}`
  }
  ${leaveRow(stage)}`
}
