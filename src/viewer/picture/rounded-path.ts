import type { Point } from './layout.ts'

const radius = 8

const lengthOf = (from: Point, to: Point): number => Math.hypot(to.x - from.x, to.y - from.y)

/** The point that lies `distance` before `to`. */
const before = (from: Point, to: Point, distance: number): Point => {
  const part = distance / (lengthOf(from, to) || 1)
  return { x: to.x + (from.x - to.x) * part, y: to.y + (from.y - to.y) * part }
}

const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`

/** The way of a line as the `d` of a path, its corners rounded. */
export const roundedPath = (points: readonly Point[]): string =>
  points
    .map((corner, index) => {
      const previous = points[index - 1]
      const next = points[index + 1]
      if (previous === undefined) return `M${at(corner)}`
      if (next === undefined) return `L${at(corner)}`
      const round = Math.min(radius, lengthOf(previous, corner) / 2, lengthOf(corner, next) / 2)
      return `L${at(before(previous, corner, round))}Q${at(corner)} ${at(before(next, corner, round))}`
    })
    .join('')
