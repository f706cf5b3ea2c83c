const letters = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')

/** How many letters have to be added, left out or changed (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** The name that was probably meant, or null. */
export const nearestName = (typed: string, known: readonly string[]): string | null => {
  const name = letters(typed)
  if (name === '') return null
  return (
    known.find((one) => letters(one).startsWith(name) || name.startsWith(letters(one))) ??
    known.find((one) => distance(letters(one), name) <= 2) ??
    null
  )
}
