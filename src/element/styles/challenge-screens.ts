import { css } from 'lit'

/** The challenge, the photo, the recovery code. */
export const challengeScreens = css`
  .pairing {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
    padding: 1.25rem;
    border-radius: var(--_radius);
    background: var(--_subtle);
  }
  .step-title {
    margin-block-end: 0.625rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .scan {
    display: grid;
    justify-items: center;
  }
  .qr {
    inline-size: min(100%, 12rem);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.75);
    background: #fff;
    forced-color-adjust: none;
    overflow: hidden;
  }
  .qr svg {
    display: block;
    inline-size: 100%;
    fill: #000;
  }
  .secret {
    display: grid;
    justify-items: start;
    gap: 0.75rem;
  }
  .key,
  .recovery-code {
    direction: ltr;
    unicode-bidi: isolate;
  }
  .key {
    font: 600 1rem/1.6 var(--_mono);
    word-spacing: 0.125em;
    overflow-wrap: break-word;
    user-select: all;
  }
  .manual .secondary {
    background: var(--_surface);
  }
  .open-app {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5rem;
    margin-block-start: 0.5rem;
  }
  .open-app:first-child {
    margin-block: 0 1.25rem;
  }
  .open-app .secondary {
    inline-size: 100%;
  }
  .open-app .quiet {
    margin-inline-start: -0.75rem;
  }
  @container mfa (min-inline-size: 27rem) {
    .pairing:has(.scan + .manual) {
      grid-template-columns: 11.5rem minmax(0, 1fr);
    }
    .pairing:has(.scan + .manual) .scan {
      justify-items: start;
    }
  }
  .code-row {
    display: flex;
    align-items: start;
    gap: 1rem;
  }
  .code-row .field {
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  .code-input {
    min-block-size: 3.25rem;
    font: 600 1.5rem/1.25 var(--_mono);
    letter-spacing: 0.18em;
    direction: ltr;
    text-align: start;
    font-variant-numeric: tabular-nums;
  }
  .code-form .primary {
    inline-size: 100%;
  }
  .countdown {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 3.25rem;
    block-size: 3.25rem;
    margin-block-start: 1.78rem;
    color: var(--_muted);
  }
  .countdown > * {
    grid-area: 1 / 1;
  }
  .countdown svg {
    inline-size: 100%;
    block-size: 100%;
    transform: rotate(-90deg);
    fill: none;
    stroke-width: 2.5;
  }
  .countdown .track {
    stroke: var(--_border);
  }
  .countdown .left {
    stroke: var(--_accent);
    stroke-dasharray: 100;
    stroke-linecap: round;
    transition: stroke-dashoffset 1s linear;
  }
  .countdown.urgent .left {
    stroke: var(--_danger);
  }
  .seconds {
    font-size: 0.8125rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .photo {
    display: grid;
    gap: 1rem;
  }
  .frame {
    display: grid;
    place-items: center;
    overflow: hidden;
    inline-size: 100%;
    max-block-size: 24rem;
    border-radius: var(--_radius);
    background: var(--_subtle);
  }
  .frame.empty {
    align-content: center;
    gap: 0.75rem;
    block-size: 13rem;
    color: var(--_muted);
  }
  .frame.empty .icon {
    inline-size: 4.5rem;
    block-size: 4.5rem;
    stroke-width: 1;
  }
  .frame video,
  .frame canvas {
    display: block;
    max-inline-size: 100%;
    max-block-size: 24rem;
  }
  .mirrored {
    transform: scaleX(-1);
  }
  .recovery {
    display: grid;
    gap: 1rem;
    padding: 1.25rem;
    border-radius: var(--_radius);
    background: var(--_subtle);
  }
  .recovery-code {
    font: 600 1.375rem/1.5 var(--_mono);
    letter-spacing: 0.04em;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
  }
  .tools .button {
    flex: 1 1 auto;
    background: var(--_surface);
  }
  .support {
    padding-block-start: 1.25rem;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .support-title {
    margin-block-end: 0.25rem;
    font-size: inherit;
    font-weight: 600;
  }
  .support dl {
    display: grid;
    gap: 0.125rem;
  }
  .support dl > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
  }
  .support dd {
    font-family: var(--_mono);
    font-size: 0.8125rem;
    line-height: 1.6;
    overflow-wrap: anywhere;
    user-select: all;
  }
`
