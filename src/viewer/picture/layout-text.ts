import type { Box, Detail, Layout, Point } from './layout.ts'

// A line each, so that a change of the picture reads as one: `state <id> x,y,width,height`,
// `line <id> x,y x,y … [| x,y,width,height]`, where the box after the bar is the label's.

const boxText = ({ x, y, width, height }: Box): string => [x, y, width, height].join(',')

/** A layout as text, to be stored. */
export const layoutText = ({ detail, width, height, states, edges }: Layout): string =>
  [
    `picture ${detail} 0,0,${width},${height}`,
    ...[...states].map(([id, box]) => `state ${id} ${boxText(box)}`),
    ...[...edges].map(([id, { points, label }]) => {
      const way = points.map(({ x, y }) => `${x},${y}`).join(' ')
      return `line ${id} ${way}${label === null ? '' : ` | ${boxText(label)}`}`
    }),
  ].join('\n')

const numbersIn = (words: string): readonly number[] => words.split(',').map(Number)
const boxIn = (words = ''): Box => {
  const [x = 0, y = 0, width = 0, height = 0] = numbersIn(words)
  return { x, y, width, height }
}
const pointIn = (words: string): Point => {
  const [x = 0, y = 0] = numbersIn(words)
  return { x, y }
}

/** Reads a layout back that {@link layoutText} wrote. */
export const layoutFromText = (written: string): Layout => {
  const lines = written
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '))
  const [, name, size] = lines[0] ?? []
  const detail: Detail = name === 'full' ? 'full' : 'story'
  const { width, height } = boxIn(size)
  const of = (kind: string) => lines.filter((words) => words[0] === kind)
  return {
    detail,
    width,
    height,
    states: new Map(of('state').map(([, id = '', box]) => [id, boxIn(box)])),
    edges: new Map(
      of('line').map(([, id = '', ...way]) => {
        const bar = way.indexOf('|')
        const points = (bar < 0 ? way : way.slice(0, bar)).map(pointIn)
        return [id, { points, label: bar < 0 ? null : boxIn(way[bar + 1]) }]
      }),
    ),
  }
}
