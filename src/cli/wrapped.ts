import wrapAnsi from 'wrap-ansi'

/** Whether a text stands on one line, by the width it has on a terminal. */
export const fits = (text: string, columns: number): boolean =>
  !wrapAnsi(text, Math.max(1, columns), { hard: true, trim: false }).includes('\n')

const fullWidth = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u

/** What stays together: a word of ASCII or one other character, with the marks that open before it and close after it (GB/T 15834). */
const units = /[（《「“‘]*(?:[!-~]+|.)[，。、：；？！）》」”’…]*/gu

/** Chinese has no spaces to break at: any two characters may part. */
const wrappedFullWidth = (text: string, columns: number): string => {
  const lines: string[] = []
  let line = ''
  for (const unit of text.match(units) ?? []) {
    if (line === '' || fits(`${line}${unit}`.trimEnd(), columns)) line += unit
    else {
      lines.push(line.trimEnd())
      line = unit.trimStart()
    }
  }
  return [...lines, line].join('\n')
}

/** A text broken so that no line is wider than the terminal; a single word that is wider stays whole. */
export const wrapped = (text: string, columns: number): string =>
  fullWidth.test(text) ? wrappedFullWidth(text, columns) : wrapAnsi(text, columns)
