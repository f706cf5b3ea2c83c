import pc from 'picocolors'
import type { Output, Streams } from './streams.ts'

type Env = Streams['env']

/** How a terminal may be written on. */
export interface Look {
  /** Nothing that was written is drawn anew; not a single escape sequence. */
  readonly plain: boolean
  readonly colours: boolean
  /** Block characters and `…` come out as what they are. */
  readonly unicode: boolean
}

const isGiven = (value: string | undefined): boolean => value !== undefined && value !== ''

/** NO_COLOR wins (https://no-color.org), then FORCE_COLOR, then what the terminal can do. */
export const hasColours = ({ isTTY }: Output, env: Env): boolean =>
  !isGiven(env['NO_COLOR']) && (isGiven(env['FORCE_COLOR']) || (isTTY === true && env['TERM'] !== 'dumb'))

/** Without any locale UTF-8 is assumed, which most terminals are; a locale that is named is believed. */
const hasUnicode = (env: Env): boolean => {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return locale === '' || /utf-?8/i.test(locale)
}

/** `plain` is what the person asked for; a terminal that cannot move its cursor gets it unasked. */
export const lookOf = ({ output, env }: Pick<Streams, 'output' | 'env'>, plain: boolean): Look => {
  const isPlain = plain || env['TERM'] === 'dumb'
  return { plain: isPlain, colours: !isPlain && hasColours(output, env), unicode: hasUnicode(env) }
}

export type Paint = 'red' | 'yellow' | 'green' | 'dim' | 'bold'

/** The text in a colour, or as it is. */
export const painted = (text: string, paint: Paint, colours: boolean): string =>
  pc.createColors(colours)[paint](text)

/** The text in characters the terminal has. */
export const spelled = (text: string, { unicode }: Pick<Look, 'unicode'>): string =>
  unicode ? text : text.replaceAll('…', '...')
