import { html, svg, type TemplateResult } from 'lit'

const drawings = {
  leaf: svg`<path d="M12 20.500V7M12 10C10.200 7.700 8.300 7.200 6.700 7.200c.1 2.800 2 4.900 5.300 5.200M12 10c1.800-2.300 3.700-2.800 5.300-2.800-.1 2.800-2 4.900-5.300 5.200M12 16c-1.300-1.700-2.700-2-3.800-2 .1 2 1.500 3.600 3.800 3.900M12 16c1.300-1.700 2.700-2 3.800-2-.1 2-1.500 3.600-3.800 3.900"/>`,
  messages: svg`<path d="M4 5.500A1.500 1.500 0 0 1 5.500 4h13A1.500 1.500 0 0 1 20 5.500v9a1.500 1.500 0 0 1-1.500 1.500H10l-4.500 4v-4A1.500 1.500 0 0 1 4 14.500z"/><path d="M8 10h.01M12 10h.01M16 10h.01"/>`,
  mail: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.500 7 8.500 6 8.500-6"/>`,
  authenticator: svg`<path d="M12 3 5 5.500v5.700c0 4.300 2.900 7.900 7 9.800 4.100-1.900 7-5.500 7-9.800V5.500z"/><path d="m9 12 2.200 2.200L15.200 10"/>`,
  scan: svg`<path d="M4 8V5.500A1.500 1.500 0 0 1 5.500 4H8M16 4h2.500A1.500 1.500 0 0 1 20 5.500V8M20 16v2.500a1.500 1.500 0 0 1-1.500 1.500H16M8 20H5.500A1.500 1.500 0 0 1 4 18.500V16M7.500 12h9"/>`,
  copy: svg`<rect x="8.500" y="8.500" width="11" height="11" rx="2"/><path d="M15.500 8.500v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>`,
  tick: svg`<path d="m5 12.500 4.500 4.500L19 7.500"/>`,
  alert: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7.500v5M12 16h.01"/>`,
  light: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v1.500M12 19.500V21M3 12h1.500M19.500 12H21M5.600 5.600l1.100 1.100M17.300 17.300l1.100 1.100M5.600 18.400l1.100-1.100M17.300 6.700l1.100-1.100"/>`,
  dark: svg`<path d="M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z"/>`,
  system: svg`<rect x="3.500" y="4.500" width="17" height="12" rx="2"/><path d="M9 20h6M12 16.500V20"/>`,
  person: svg`<circle cx="12" cy="8.500" r="4"/><path d="M4.500 20c1-3.800 4-5.500 7.500-5.500s6.500 1.700 7.500 5.500"/>`,
  page: svg`<rect x="3.500" y="4.500" width="17" height="15" rx="2"/><path d="M3.500 9h17M6.500 6.800h.01M9 6.800h.01"/>`,
  phone: svg`<rect x="6.500" y="2.500" width="11" height="19" rx="2.500"/><path d="M10.500 18.500h3"/>`,
  machine: svg`<rect x="3.500" y="4" width="7" height="5" rx="1.500"/><rect x="13.500" y="15" width="7" height="5" rx="1.500"/><path d="M10.500 6.500h4.500a2 2 0 0 1 2 2V15M14.500 12.500 17 15l2.500-2.500"/>`,
  guide: svg`<path d="m9 6.500 11 0M9 12h11M9 17.500h11M4 6.500l1 1 1.800-2M4 12l1 1 1.800-2M4.500 17.500h.01"/>`,
} as const

export type IconName = keyof typeof drawings

/** A line drawing that repeats what words beside it say; screen readers skip it. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawings[name]}</svg>`
