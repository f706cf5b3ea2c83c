import { svg, html, type TemplateResult, type SVGTemplateResult } from 'lit'

const paths = {
  // A phone with a tick: codes from an app.
  OTP: svg`<rect x="6.5" y="2.5" width="11" height="19" rx="2.5"/><path d="m9.5 12 2 2 3.5-4"/>`,
  SMS: svg`<path d="M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H10l-4.5 4v-4A1.5 1.5 0 0 1 4 14.5z"/><path d="M8 10h.01M12 10h.01M16 10h.01"/>`,
  EMAIL: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7 8.5 6 8.5-6"/>`,
  FACE: svg`<path d="M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M9 9.5v.5M15 9.5v.5M9 14.5c.9.9 1.9 1.3 3 1.3s2.1-.4 3-1.3"/>`,
  other: svg`<circle cx="8" cy="15" r="4.5"/><path d="m11.2 11.8 8.3-8.3M16 7l3 3"/>`,
  chevron: svg`<path d="m9.5 6 6 6-6 6"/>`,
  back: svg`<path d="m14.5 6-6 6 6 6"/>`,
  tick: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  alert: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5M12 16h.01"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.2 1.9"/>`,
  leave: svg`<path d="m7 7 10 10M17 7 7 17"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>`,
  download: svg`<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14"/>`,
  print: svg`<path d="M7 9V4h10v5M7 17H5a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 5 9h14a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 19 17h-2M7 14h10v6H7z"/>`,
  camera: svg`<path d="M4 8.5A1.5 1.5 0 0 1 5.5 7H8l1.5-2.5h5L16 7h2.5A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5z"/><circle cx="12" cy="13" r="3.5"/>`,
  shield: svg`<path d="M12 3 5 5.5v5.700c0 4.3 2.9 7.9 7 9.8 4.1-1.9 7-5.5 7-9.8V5.5z"/><path d="m9 12 2.2 2.2L15.2 10"/>`,
} as const satisfies Readonly<Record<string, SVGTemplateResult>>

export type IconName = keyof typeof paths

const hasIcon = (name: string): name is IconName => Object.hasOwn(paths, name)

/** A line drawing that repeats what words beside it say; screen readers skip it. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon icon-${name}" part="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${paths[name]}
  </svg>`

/** How it ended, at a glance, above the title that says so in words. */
export const emblem = (name: IconName, tone: 'success' | 'danger' | 'muted'): TemplateResult =>
  html`<span class="emblem ${tone}" part="emblem">${icon(name)}</span>`

/** The drawing of a factor; a key for types nobody knows. */
export const factorIcon = (factorType: string): TemplateResult =>
  icon(hasIcon(factorType) ? factorType : 'other')
