import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Message } from '../play/play-server.ts'
import type { Stage } from '../stage.ts'
import { copyButton } from './copy-button.ts'
import { empty } from './empty.ts'
import { timeOf } from './time-of-day.ts'

export const idOf = ({ channel, to, sentAt }: Message): string => `${channel} ${to} ${sentAt}`

const bubble = (stage: Stage, message: Message): TemplateResult => {
  const { texts, state } = stage
  const [before, code, after] = texts.phone.sms(message.code)
  return html`<li class="sms">
    <p class="sms-time">${timeOf(message.sentAt, state.preferences.lang)} · <bdi>${message.to}</bdi></p>
    <div class="sms-bubble">
      <p>${before}<strong class="sms-code">${code}</strong>${after}</p>
    </div>
    ${copyButton(stage, idOf(message), code)}
  </li>`
}

/** The text messages, the newest last, as in any phone. */
export const messages = (stage: Stage): TemplateResult => {
  const { state, texts } = stage
  const received = state.messages.filter(({ channel }) => channel === 'SMS')
  if (received.length === 0) return empty('messages', texts.phone.noMessages, texts.phone.noMessagesHint)
  return html`<ol class="sms-list">
    ${repeat(received, idOf, (message) => bubble(stage, message))}
  </ol>`
}
