/** RGBA pixels, as scanners take them. */
export interface Picture {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

const dotsPerColumn = 4
const dotsPerHalfRow = 4
const quiet = 16

/** Which halves of a cell, upper and lower, a character paints. */
const painted: Readonly<Record<string, readonly [boolean, boolean]>> = {
  ' ': [false, false],
  '█': [true, true],
  '▀': [true, false],
  '▄': [false, true],
  // A terminal's `#` is mostly ink; scanners see it as filled.
  '#': [true, true],
}

/**
 * What a terminal shows of these lines, twice as high as wide a cell: foreground where a character paints,
 * background elsewhere and around it.
 */
export const rasterise = (
  lines: readonly string[],
  { foreground, background }: { readonly foreground: number; readonly background: number },
): Picture => {
  const columns = Math.max(...lines.map((line) => [...line].length))
  const width = columns * dotsPerColumn + 2 * quiet
  const height = lines.length * 2 * dotsPerHalfRow + 2 * quiet
  const data = new Uint8ClampedArray(width * height * 4).fill(background)
  lines.forEach((line, row) => {
    ;[...line].forEach((character, column) => {
      const halves = painted[character]
      if (halves === undefined) throw new Error(`Not a character of a picture: ${JSON.stringify(character)}`)
      halves.forEach((isPainted, half) => {
        if (!isPainted) return
        const top = quiet + (row * 2 + half) * dotsPerHalfRow
        for (let y = top; y < top + dotsPerHalfRow; y += 1) {
          const left = (y * width + quiet + column * dotsPerColumn) * 4
          data.fill(foreground, left, left + dotsPerColumn * 4)
        }
      })
    })
  })
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255
  return { data, width, height }
}
