const suiteNames = /(?:const|let)\s+(\w+)\s*=\s*suite\b/g

/** Names of the suites in a test file's text that have tests with no `.run()` after them. */
export const suitesNeverRun = (text: string): readonly string[] =>
  [...text.matchAll(suiteNames)]
    .map(([, name = '']) => name)
    .concat(/import\s*\{[^}]*\btest\b[^}]*\}\s*from\s*'uvu'/.test(text) ? ['test'] : [])
    .filter((name) => lastIndex(text, `${name}\\(`) > lastIndex(text, `${name}\\.run\\(`))

const lastIndex = (text: string, pattern: string): number =>
  [...text.matchAll(new RegExp(`(?<![\\w.])${pattern}`, 'g'))].at(-1)?.index ?? -1
