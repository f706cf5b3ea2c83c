import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Message } from '../play/play-server.ts'
import type { Stage } from '../stage.ts'
import { copyButton } from './copy-button.ts'
import { empty } from './empty.ts'
import { idOf } from './messages.ts'
import { timeOf } from './time-of-day.ts'

const letter = (stage: Stage, message: Message): TemplateResult => {
  const { texts, state } = stage
  const { phone } = texts
  return html`<li class="letter">
    <header class="letter-head">
      <span class="letter-from">Fernhill</span>
      <span class="letter-time">${timeOf(message.sentAt, state.preferences.lang)}</span>
      <span class="letter-to">${phone.to} <bdi>${message.to}</bdi></span>
    </header>
    <h4 class="letter-subject">${phone.mailSubject}</h4>
    <p>${phone.mailBefore}</p>
    <p class="letter-code">${message.code}</p>
    ${copyButton(stage, idOf(message), message.code)}
    <p class="letter-small">${phone.mailAfter}</p>
  </li>`
}

/** The mails, the newest first, as in any mailbox. */
export const mail = (stage: Stage): TemplateResult => {
  const { state, texts } = stage
  const received = state.messages.filter(({ channel }) => channel === 'EMAIL').toReversed()
  if (received.length === 0) return empty('mail', texts.phone.noMail, texts.phone.noMailHint)
  return html`<ol class="letters">
    ${repeat(received, idOf, (message) => letter(stage, message))}
  </ol>`
}
