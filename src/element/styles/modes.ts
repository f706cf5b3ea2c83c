import { css } from 'lit'

/** Little room, little motion, and the person's own colours. */
export const modes = css`
  @container mfa (max-inline-size: 26rem) {
    .screen {
      padding: var(--mfa-padding, 1.25rem);
    }
    .pairing,
    .recovery {
      padding: 1rem;
    }
    .actions > :is(.primary, .secondary, .danger) {
      flex-basis: 100%;
    }
    .wait {
      flex: 1 1 100%;
      text-align: center;
    }
    .tools .button {
      flex-direction: column;
      gap: 0.25rem;
      padding-inline: 0.5rem;
      font-size: 0.875rem;
    }
    .enrolled-actions {
      flex: 1 1 100%;
      margin-block: -0.5rem;
      margin-inline-start: 2.625rem;
    }
  }
  @container mfa (max-inline-size: 20rem) {
    .screen {
      gap: 1rem;
      padding: var(--mfa-padding, 1rem);
    }
    .lead,
    .topline {
      margin-block-start: -0.5rem;
    }
    .pairing,
    .recovery {
      padding: 0.75rem;
    }
    .fold-title {
      font-size: 0.875rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .button,
    .choice,
    .fold-title .icon,
    .countdown .left {
      transition: none;
    }
    .emblem.success,
    .emblem.success .icon {
      animation: none;
    }
    .spinner {
      animation-duration: 4s;
    }
  }
  @media (forced-colors: active) {
    .button,
    .note,
    .alert,
    .badge,
    .emblem,
    .pairing,
    .recovery,
    .question,
    .frame {
      border: 1px solid;
    }
    .button.quiet {
      border-color: Canvas;
      text-decoration: underline;
    }
    .button.danger {
      color: ButtonText;
    }
    .button.primary {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .button[aria-disabled='true'] {
      border-color: GrayText;
      background: Canvas;
      color: GrayText;
      opacity: 1;
    }
    .spinner {
      border-color: Canvas;
      border-block-start-color: currentColor;
      forced-color-adjust: none;
    }
    .spinner.large {
      color: CanvasText;
    }
    .countdown .left,
    .countdown.urgent .left {
      stroke: CanvasText;
    }
    .button:focus-visible,
    .input:focus-visible,
    .choice:focus-visible,
    .fold-title:focus-visible,
    .file:focus-within {
      outline-color: Highlight;
    }
    .select {
      appearance: auto;
    }
  }
`
