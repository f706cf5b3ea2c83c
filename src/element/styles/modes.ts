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
    .actions > .primary,
    .actions > .secondary,
    .actions > .danger,
    .waiting .actions {
      flex: 1 1 100%;
    }
    .wait {
      flex: 1 1 100%;
    }
    .leave > .primary {
      margin-inline-end: 0;
    }
    .tools .button {
      flex: 1 1 100%;
    }
    .enrolled-actions {
      flex: 1 1 100%;
      margin-inline-start: 2.625rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .button,
    .choice,
    .countdown .left {
      transition: none;
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
    .button[aria-disabled='true'] {
      color: GrayText;
      opacity: 1;
    }
    .countdown .left,
    .countdown.urgent .left {
      stroke: CanvasText;
    }
    .button:focus-visible,
    .input:focus-visible,
    .choice:focus-visible,
    .file:focus-within {
      outline-color: Highlight;
    }
    .select {
      appearance: auto;
    }
  }
`
