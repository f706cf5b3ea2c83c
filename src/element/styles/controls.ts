import { css } from 'lit'

/** Buttons and fields: 44 px to touch, a ring that is seen wherever the focus is. */
export const controls = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding: 0.5rem 1.125rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 600;
    line-height: 1.25;
    text-align: center;
    cursor: pointer;
    transition:
      background-color 0.15s,
      border-color 0.15s;
  }
  .button.secondary {
    border-color: var(--_border);
    background: var(--_subtle);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_accent-text);
  }
  .button.danger {
    border-color: transparent;
    background: var(--_danger);
    color: var(--_danger-text);
  }
  .button.quiet {
    padding-inline: 0.75rem;
    border-color: transparent;
    color: var(--_accent);
  }
  .button.secondary:hover {
    border-color: var(--_edge);
  }
  .button.primary:hover,
  .button.danger:hover {
    filter: brightness(1.08);
  }
  .button.quiet:hover {
    background: var(--_accent-tint);
  }
  .button:active {
    filter: brightness(0.94);
  }
  .button.quiet:active {
    background: var(--_accent-tint);
  }
  .button[aria-disabled='true'] {
    cursor: default;
    filter: none;
    opacity: 0.65;
  }
  .button.busy {
    opacity: 1;
  }
  .button:focus-visible,
  .input:focus-visible,
  .choice:focus-visible,
  .fold-title:focus-visible,
  .file:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .file {
    position: relative;
    overflow: hidden;
  }
  .file-input {
    position: absolute;
    inset: -1px;
    inline-size: calc(100% + 2px);
    block-size: calc(100% + 2px);
    opacity: 0;
    cursor: pointer;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
  }
  .actions > :is(.primary, .secondary, .danger) {
    flex: 1 1 auto;
  }
  .leave {
    justify-content: center;
    gap: 0;
  }
  .leave:last-child {
    margin-block-end: -0.75rem;
  }
  .leave > .primary {
    flex-basis: 100%;
    margin-block-end: 0.5rem;
  }
  .wait {
    padding-inline: 0.75rem;
    color: var(--_muted);
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375rem;
  }
  .field label {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .input {
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.875rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .input:focus-visible {
    outline-width: 2px;
    outline-offset: -1px;
    border-color: var(--_accent);
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  .select {
    appearance: none;
    padding-inline-end: 2.25rem;
    text-overflow: ellipsis;
    background:
      linear-gradient(45deg, transparent 50%, currentColor 50%) right 1.125rem center / 0.375rem 0.375rem
        no-repeat,
      linear-gradient(-45deg, transparent 50%, currentColor 50%) right 0.75rem center / 0.375rem 0.375rem
        no-repeat,
      var(--_surface);
  }
  .select:dir(rtl) {
    background-position:
      left 0.75rem center,
      left 1.125rem center,
      0 0;
  }
  .select option {
    background: var(--_surface);
    color: var(--_text);
  }
  .trouble {
    display: flex;
    gap: 0.5rem;
    color: var(--_danger);
    font-size: 0.9375rem;
    line-height: 1.4;
  }
  .trouble .icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin-block-start: 0.0625rem;
  }
  .form,
  .code-form,
  .phone {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }
`
