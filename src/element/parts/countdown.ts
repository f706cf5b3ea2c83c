import { html, type TemplateResult } from 'lit'

/**
 * A quiet ring and the seconds. A screen reader tells them on demand and never by itself, for a voice that counts is
 * in the way: the live region says when 20 seconds are left, and the end.
 *
 * @param text the seconds in words.
 * @param share what is left, 0 to 1.
 */
export const countdown = (seconds: number, text: string, share: number): TemplateResult =>
  html`<div class="countdown ${share < 1 / 3 ? 'urgent' : ''}" part="countdown" role="timer" aria-live="off">
    <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
      <circle class="track" cx="18" cy="18" r="15" />
      <circle
        class="left"
        cx="18"
        cy="18"
        r="15"
        pathLength="100"
        stroke-dashoffset=${Math.round(100 - share * 100)}
      />
    </svg>
    <span class="seconds" part="seconds" aria-hidden="true">${seconds}</span>
    <span class="unseen">${text}</span>
  </div>`
