import { readdir, stat } from 'node:fs/promises'
import { join, normalize } from 'node:path'

const isTestFile = (path: string) => /\.test\.tsx?$/.test(path)

/** Every `*.test.ts(x)` below the folders, sorted; a file named outright is taken whatever its name. */
export async function findTestFiles(paths: readonly string[], ignored: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(path)).isDirectory()) return [normalize(path)]
      const names = await readdir(path, { recursive: true })
      return names.filter(isTestFile).map((name) => join(path, name))
    }),
  )
  const isIgnored = (file: string) =>
    ignored.some((path) => file === normalize(path) || file.startsWith(normalize(`${path}/`)))
  return [...new Set(found.flat())].filter((file) => !isIgnored(file)).toSorted()
}
