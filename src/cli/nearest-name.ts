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
  const begun = known.find((one) => letters(one).startsWith(name) || name.startsWith(letters(one)))
  if (begun !== undefined) return begun
  const [nearest] = known
    .map((one) => ({ one, far: distance(letters(one), name) }))
    .filter(({ far }) => far <= 2)
    .toSorted((a, b) => a.far - b.far)
  return nearest?.one ?? null
}
