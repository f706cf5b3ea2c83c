import { svg } from '../picture/svg-node.ts'
import { svgElement } from './svg-element.ts'

const shapes = {
  first: 'M6 5v14M19 5l-9 7 9 7z',
  previous: 'M16 5l-9 7 9 7z',
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  next: 'M8 5l9 7-9 7z',
  newest: 'M18 5v14M5 5l9 7-9 7z',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  theme: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  file: 'M14 3H6v18h12V7zM14 3v4h4',
} as const

export type IconName = keyof typeof shapes

/** A small drawing on a button; the button has the name. */
export const icon = (name: IconName): SVGElement =>
  svgElement(
    svg('svg', { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' }, [
      svg('path', { d: shapes[name] }),
    ]),
  )
