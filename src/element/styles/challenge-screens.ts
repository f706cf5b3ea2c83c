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
  .step-title,
  .fold-title {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .scan {
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 0.625rem;
  }
  .fold {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .fold-title {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.75rem;
    border-radius: inherit;
    cursor: pointer;
    list-style: none;
  }
  .fold-title::-webkit-details-marker {
    display: none;
  }
  .fold-title .icon {
    color: var(--_muted);
    transition: rotate 0.15s;
  }
  .fold[open] .fold-title .icon {
    rotate: 90deg;
  }
  .fold[open] .fold-title .icon:dir(rtl) {
    rotate: -90deg;
  }
  .fold .scan {
    padding: 0.25rem 1rem 1rem;
  }
  .qr {
    inline-size: min(100%, 12.5rem);
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
    gap: 0.625rem;
  }
  .key,
  .recovery-code {
    direction: ltr;
    unicode-bidi: isolate;
  }
  .key {
    font: 600 1rem/1.6 var(--_mono);
    word-spacing: 0.125em;
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
  .open-app .secondary {
    inline-size: 100%;
  }
  .handheld .open-app {
    margin-block: 0 0.5rem;
  }
  .handheld .secret {
    grid-template-columns: minmax(0, 1fr) fit-content(55%);
    align-items: center;
    gap: 0 0.5rem;
  }
  .handheld .quiet {
    margin-inline-end: -0.75rem;
  }
  .handheld .key {
    grid-row: 2;
    grid-column: 1 / -1;
  }
  .open-app .quiet {
    margin-inline-start: -0.75rem;
  }
  @container mfa (min-inline-size: 27rem) {
    .pairing:has(.scan + .manual) {
      grid-template-columns: 12.5rem minmax(0, 1fr);
    }
    .pairing:has(.scan + .manual) .scan {
      justify-items: start;
    }
  }
  .code-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.375rem 1rem;
  }
  .code-row .field {
    display: contents;
  }
  .code-row :is(label, .trouble) {
    grid-column: 1 / -1;
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
    grid-area: 2 / 2;
    place-items: center;
    inline-size: 3.25rem;
    block-size: 3.25rem;
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
    stroke-width: 2.25;
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
  .countdown.urgent {
    color: var(--_danger);
  }
  .countdown.urgent .left {
    stroke: var(--_danger);
  }
  .seconds {
    font-size: 0.9375rem;
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
    position: relative;
    place-items: center;
    overflow: hidden;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    border-radius: var(--_radius);
    background: var(--_subtle);
  }
  .frame.empty {
    align-content: center;
    gap: 0.75rem;
    color: var(--_muted);
  }
  .frame.live::after {
    position: absolute;
    inset-block: 8%;
    aspect-ratio: 3 / 4;
    border: 2px dashed #fff;
    border-radius: 50%;
    box-shadow: 0 0 0 100vmax #0004;
    content: '';
  }
  .frame.empty .icon {
    inline-size: 4.5rem;
    block-size: 4.5rem;
    stroke-width: 1;
  }
  .frame :is(video, canvas) {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
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
    user-select: all;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .tools .button {
    flex: 1 1 auto;
    background: var(--_surface);
  }
  .support {
    text-align: start;
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
    user-select: all;
  }
`
