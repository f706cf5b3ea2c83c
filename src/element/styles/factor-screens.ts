import { css } from 'lit'

/** The list of factors and the choices. */
export const factorScreens = css`
  .list,
  .choices {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    list-style: none;
  }
  .choices {
    gap: 0.625rem;
  }
  .badge {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-radius: calc(var(--_radius) * 0.85);
    background: var(--_accent-tint);
    color: var(--_accent);
  }
  .enrolled {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.875rem;
    padding-block: 0.75rem;
    border-block-end: 1px solid var(--_border);
  }
  .enrolled:first-child {
    padding-block-start: 0;
  }
  .enrolled-text {
    display: grid;
    flex: 1 1 9rem;
    min-inline-size: 0;
  }
  .enrolled-name,
  .choice-name {
    font-weight: 600;
    line-height: 1.35;
  }
  .enrolled-actions {
    display: flex;
    flex-wrap: wrap;
    margin-inline-end: -0.75rem;
  }
  .enrolled-actions .quiet:last-child {
    color: var(--_danger);
  }
  .enrolled-actions .quiet:last-child:hover {
    background: var(--_danger-tint);
  }
  .question {
    display: grid;
    flex: 1 1 100%;
    gap: 0.5rem;
    padding: 1rem;
    border-radius: var(--_radius);
    background: var(--_subtle);
  }
  .question-title {
    font-weight: 600;
  }
  .question .actions {
    margin-block-start: 0.5rem;
  }
  .question .secondary {
    background: var(--_surface);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.875rem;
    inline-size: 100%;
    min-block-size: 4.25rem;
    padding: 0.75rem 0.875rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
    transition:
      background-color 0.15s,
      border-color 0.15s;
  }
  .choice:hover {
    border-color: var(--_accent);
    background: var(--_accent-tint);
  }
  .choice-text {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    gap: 0.125rem;
  }
  .choice > .icon {
    color: var(--_muted);
  }
`
