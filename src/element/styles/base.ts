import { css } from 'lit'

/** The card, texts, and what every screen is made of. */
export const base = css`
  :host {
    display: block;
    inline-size: 100%;
    max-inline-size: var(--mfa-width, 33rem);
    font: 1rem/1.5 var(--_font);
    color: var(--_text);
    text-align: start;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .card {
    container: mfa / inline-size;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    overflow-wrap: anywhere;
  }
  .screen {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    padding: var(--mfa-padding, 2rem);
  }
  .title,
  .subtitle,
  .step-title,
  .support-title,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  .title {
    font-size: 1.375rem;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.011em;
    text-wrap: balance;
  }
  .title:focus,
  .question-title:focus {
    outline: none;
  }
  .title:lang(zh) {
    letter-spacing: normal;
  }
  .subtitle {
    margin-block-start: 0.5rem;
    font-size: 1rem;
    font-weight: 650;
  }
  .lead {
    margin-block-start: -0.75rem;
    color: var(--_muted);
    text-wrap: pretty;
  }
  .hint {
    color: var(--_muted);
    font-size: 0.875rem;
    line-height: 1.45;
    text-wrap: pretty;
  }
  .topline {
    margin-block: -0.75rem -0.75rem;
    margin-inline-start: -0.75rem;
  }
  .icon {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon-back:dir(rtl),
  .icon-chevron:dir(rtl) {
    transform: scaleX(-1);
  }
  .alert,
  .note {
    display: flex;
    gap: 0.625rem;
    padding: 0.75rem 0.875rem;
    border-radius: var(--_radius);
    font-size: 0.9375rem;
    line-height: 1.45;
    text-wrap: pretty;
  }
  .alert .icon,
  .note .icon {
    margin-block-start: 0.0625rem;
  }
  .alert {
    background: var(--_danger-tint);
    color: var(--_danger);
  }
  .note {
    background: var(--_accent-tint);
  }
  .note .icon {
    color: var(--_accent);
  }
  .waiting {
    display: grid;
    gap: 1.25rem;
  }
  .waiting,
  .screen:has(> .emblem) {
    justify-items: center;
    padding-block-start: 2.5rem;
    text-align: center;
  }
  .screen:has(> .waiting) {
    padding-block-start: 0;
  }
  .screen:has(> .emblem) > :is(.actions, .alert, .note, .support) {
    justify-self: stretch;
  }
  .emblem {
    display: grid;
    place-items: center;
    inline-size: 4rem;
    block-size: 4rem;
    border-radius: 50%;
  }
  .emblem .icon {
    inline-size: 2rem;
    block-size: 2rem;
  }
  .emblem.success {
    background: var(--_success);
    color: var(--_surface);
    animation: arrive 0.35s cubic-bezier(0.2, 0.8, 0.3, 1.3);
  }
  .emblem.success .icon {
    stroke-width: 2.25;
    stroke-dasharray: 24;
    animation: draw 0.35s 0.15s ease-out backwards;
  }
  .emblem.danger {
    background: var(--_danger-tint);
    color: var(--_danger);
  }
  .emblem.muted {
    background: var(--_subtle);
    color: var(--_muted);
  }
  .loading {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 2.75rem;
    color: var(--_muted);
  }
  .spinner {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border: 2px solid color-mix(in srgb, currentColor 25%, transparent);
    border-block-start-color: currentColor;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  .spinner.large {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-width: 3px;
    color: var(--_accent);
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @keyframes arrive {
    from {
      transform: scale(0.6);
    }
  }
  @keyframes draw {
    from {
      stroke-dashoffset: 24;
    }
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
