import { css } from 'lit'

/**
 * Colours and measures. A page sets the `--mfa-…` properties; the element reads its own, which fall back to its
 * palette. Without a theme the page's `color-scheme` decides, as it does for the browser's own controls.
 *
 * Contrast of the palette: texts 4.5:1 and more, the edges of controls 3:1 and more (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const tokens = css`
  :host {
    --_accent: var(--mfa-accent, #2855c5);
    --_accent-text: var(--mfa-accent-text, #fff);
    --_surface: var(--mfa-surface, #fff);
    --_subtle: var(--mfa-subtle, #f4f6f9);
    --_text: var(--mfa-text, #1a1f27);
    --_muted: var(--mfa-muted, #566070);
    --_border: var(--mfa-border, #dde2ea);
    --_edge: var(--mfa-edge, #7b8594);
    --_danger: var(--mfa-danger, #b3261e);
    --_danger-text: var(--mfa-danger-text, #fff);
    --_danger-tint: var(--mfa-danger-tint, #fdf0ef);
    --_success: var(--mfa-success, #1b7a4a);
    --_success-tint: var(--mfa-success-tint, #e8f5ee);
    --_accent-tint: var(--mfa-accent-tint, #edf2fd);
    --_radius: var(--mfa-radius, 0.75rem);
    --_font: var(
      --mfa-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'Noto Sans',
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      sans-serif
    );
    --_mono: var(
      --mfa-font-mono,
      ui-monospace,
      'SF Mono',
      'Cascadia Mono',
      Menlo,
      Consolas,
      'Noto Sans Mono',
      monospace
    );
  }

  @supports (color: light-dark(#fff, #000)) {
    :host {
      --_accent: var(--mfa-accent, light-dark(#2855c5, #9db8ff));
      --_accent-text: var(--mfa-accent-text, light-dark(#fff, #0c1a38));
      --_surface: var(--mfa-surface, light-dark(#fff, #171a20));
      --_subtle: var(--mfa-subtle, light-dark(#f4f6f9, #1f242c));
      --_text: var(--mfa-text, light-dark(#1a1f27, #eceff4));
      --_muted: var(--mfa-muted, light-dark(#566070, #a5afbd));
      --_border: var(--mfa-border, light-dark(#dde2ea, #303742));
      --_edge: var(--mfa-edge, light-dark(#7b8594, #76818f));
      --_danger: var(--mfa-danger, light-dark(#b3261e, #ffb0a8));
      --_danger-text: var(--mfa-danger-text, light-dark(#fff, #3d0a06));
      --_danger-tint: var(--mfa-danger-tint, light-dark(#fdf0ef, #34201f));
      --_success: var(--mfa-success, light-dark(#1b7a4a, #7fd8a8));
      --_success-tint: var(--mfa-success-tint, light-dark(#e8f5ee, #1b2f26));
      --_accent-tint: var(--mfa-accent-tint, light-dark(#edf2fd, #222c42));
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
    :host([theme='auto']) {
      color-scheme: light dark;
    }
  }
`
