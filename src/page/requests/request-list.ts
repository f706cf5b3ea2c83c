import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Stage } from '../stage.ts'
import type { SeenRequest } from './seen-request.ts'

/** The status of HTTP, and the vendor's own where it says something else: `200 · 499`. */
const outcome = ({ texts }: Stage, request: SeenRequest): string => {
  if (request.isLost) return texts.requests.noReply
  if (request.status === null) return texts.requests.underWay
  const { statusCode, apiCode } = request
  const codes = [statusCode === request.status ? null : statusCode, apiCode].filter((code) => code !== null)
  return [request.status, ...codes].join(' · ')
}

const toneOf = ({ isLost, status, statusCode }: SeenRequest): string => {
  if (isLost) return 'bad'
  if (status === null) return 'open'
  return status === 200 && (statusCode === null || statusCode === 200) ? 'good' : 'bad'
}

const row = (stage: Stage, request: SeenRequest): TemplateResult =>
  html`<li class="request request-${toneOf(request)}">
    <span class="request-call"><b>${request.method}</b> ${request.path}</span>
    <span class="request-end">
      <span>${outcome(stage, request)}</span>
      ${request.ms === null ? nothing : html`<span class="request-time">${stage.texts.requests.took(request.ms)}</span>`}
    </span>
  </li>`

/** What the page asked of the server, the newest first: one line is one request. */
export const requestList = (stage: Stage): TemplateResult => {
  const { state, texts, actions } = stage
  const { title, hint, none, clear } = texts.requests
  return html`<section class="requests" aria-labelledby="requests-title">
    <header class="requests-head">
      <h3 id="requests-title">${title}</h3>
      ${
        state.requests.length === 0
          ? nothing
          : html`<button type="button" class="link" @click=${actions.clearRequests}>${clear}</button>`
      }
    </header>
    <p class="small">${hint}</p>
    ${
      state.requests.length === 0
        ? html`<p class="small requests-none">${none}</p>`
        : html`<ol class="request-list" tabindex="0" aria-labelledby="requests-title">
            ${repeat(
              state.requests,
              ({ id }) => id,
              (request) => row(stage, request),
            )}
          </ol>`
    }
  </section>`
}
