import { html, type TemplateResult } from 'lit'

/**
 * A quiet ring and the seconds. Hidden from screen readers: a voice that counts is in the way, so the live region
 * says when 20 seconds are left, and the end.
 *
 * @param share what is left, 0 to 1.
 */
export const countdown = (seconds: number, share: number): TemplateResult =>
  html`<div class="countdown ${share < 1 / 3 ? 'urgent' : ''}" part="countdown" aria-hidden="true">
    <svg viewBox="0 0 36 36" focusable="false">
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
    <span class="seconds" part="seconds">${seconds}</span>
  </div>`
