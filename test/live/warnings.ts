/** What is written to the console as an error meanwhile. */
export const warnings = async (run: () => Promise<void>): Promise<readonly string[]> => {
  const lines: string[] = []
  const { error } = console
  console.error = (...words: readonly unknown[]) => lines.push(words.join(' '))
  try {
    await run()
  } finally {
    console.error = error
  }
  return lines
}
