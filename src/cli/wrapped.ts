/** A text broken between words, so that no line is wider than the terminal; a word that is wider stays whole. */
export const wrapped = (text: string, columns: number): string => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || longer.length <= columns) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line].join('\n')
}
