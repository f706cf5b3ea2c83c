'use client'
import { useMemo, type ReactElement } from 'react'
import { encode } from 'uqr'
import { reveal, type Redacted } from '../../machines/index.ts'
import { useTexts } from './texts.tsx'

/** Scanners ask for a quiet zone of four modules (ISO/IEC 18004 section 6.3.8). */
const border = 4

/** The provisioning URI as a picture, drawn here: black on white whatever the theme, for some apps read no other. */
export const Qr = ({ uri }: { readonly uri: Redacted<string> }): ReactElement => {
  const { words } = useTexts()
  const { side, dark } = useMemo(() => {
    const { data, size } = encode(reveal(uri), { ecc: 'M', border })
    const modules = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    return { side: size, dark: modules.join('') }
  }, [uri])
  return (
    <svg
      data-mfa-part="qr"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={words.qrLabel}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  )
}
