import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit'
import { encode } from 'uqr'
import { reveal, type Redacted } from '../../../machines/index.ts'

// Four modules of quiet zone on each side (ISO/IEC 18004 section 9.1).
const quietZone = 4

/** Each row's dark runs as one path: a few kilobytes less than a square each, and no seams between them. */
const pathOf = (rows: readonly (readonly boolean[])[]): string =>
  rows
    .map((row, y) => {
      let run = 0
      return row
        .map((isDark, x) => {
          run = isDark ? run + 1 : 0
          return isDark && row[x + 1] !== true ? `M${x + 1 - run} ${y}h${run}v1h-${run}z` : ''
        })
        .join('')
    })
    .join('')

// The picture is drawn anew each second otherwise, with the countdown.
const drawn = new WeakMap<Redacted<string>, { readonly size: number; readonly shape: SVGTemplateResult }>()

const drawingOf = (uri: Redacted<string>) => {
  const known = drawn.get(uri)
  if (known !== undefined) return known
  // A screen is clean, so the lowest level of correction does, with larger modules for it.
  const { size, data } = encode(reveal(uri), { ecc: 'L', border: quietZone })
  const drawing = { size, shape: svg`<path d=${pathOf(data)} />` }
  drawn.set(uri, drawing)
  return drawing
}

/** The QR code of a provisioning URI, drawn on the spot. Dark on white in every theme: many apps read no other. */
export const qrCode = (uri: Redacted<string>, label: string): TemplateResult => {
  const { size, shape } = drawingOf(uri)
  return html`<div class="qr" part="qr">
    <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
      ${shape}
    </svg>
  </div>`
}
