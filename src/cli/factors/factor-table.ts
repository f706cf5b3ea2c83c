import type { FactorTexts } from '../texts/factor-texts.ts'
import type { ShownFactor } from './shown-factor.ts'

const isWide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u

/** How many columns of a terminal a text takes; Chinese characters take two (UAX #11). */
const widthOf = (text: string): number =>
  [...text].reduce((width, letter) => width + (/\p{M}/u.test(letter) ? 0 : isWide.test(letter) ? 2 : 1), 0)

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

type Row = readonly [id: string, type: string, destination: string]

const rowOf = ({ factorId, factorType, destination }: ShownFactor): Row => [
  factorId,
  factorType,
  destination ?? '',
]

/** One below the other, where a line has no room for all. */
const stacked = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap(([id, type, destination]) => [
    id,
    `  ${type}`,
    ...(destination === '' ? [] : [`  ${destination}`]),
  ])

/** The factors as a table, or below each other where that is wider than `columns`. Ids are never cut: they are for copying. */
export const factorTable = (
  factors: readonly ShownFactor[],
  { columns: heads }: Pick<FactorTexts, 'columns'>,
  columns: number,
): readonly string[] => {
  const rows = factors.map(rowOf)
  const all: readonly Row[] = [[heads.id, heads.type, heads.destination], ...rows]
  const idWidth = Math.max(...all.map(([id]) => widthOf(id)))
  const typeWidth = Math.max(...all.map(([, type]) => widthOf(type)))
  const lines = all.map(([id, type, destination]) =>
    `${padded(id, idWidth)}  ${padded(type, typeWidth)}  ${destination}`.trimEnd(),
  )
  return lines.some((line) => widthOf(line) > columns) ? stacked(rows) : lines
}
