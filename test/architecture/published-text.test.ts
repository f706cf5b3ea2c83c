import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const ignored = readFileSync('.gitignore', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
const isIgnored = (name: string) =>
  name === '.git' ||
  ignored.some((line) => (line.startsWith('*') ? name.endsWith(line.slice(1)) : name === line))

/** All that git would publish, without asking git: a bare Node image has none. */
const publishedFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (isIgnored(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? publishedFiles(path) : [path]
  })

const unpublishable: Readonly<Record<string, RegExp>> = {
  'a path of one machine': /(?<![\w.-])\/(?:work|farm|tmp|home|Users)\/[\w.-]/,
  'the host of a registry':
    /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.|\bdeb\.debian\.org|"resolved": "https?:/,
}
const offencesIn = (text: string) =>
  Object.entries(unpublishable).flatMap(([name, pattern]) => {
    const found = pattern.exec(text)?.[0]
    return found === undefined ? [] : [`${name}: ${found}`]
  })

const published = suite('published text')

published('.gitignore holds only names and endings, as the walk over the tree understands them', () => {
  assert.equal(
    ignored.filter((line) => !/^(?:[\w.-]+|\*\.\w+)$/.test(line)),
    [],
  )
})

published('names no path of the machine it was written on, and no registry', () => {
  const files = publishedFiles('.')
  assert.ok(files.includes('package-lock.json'))
  assert.ok(files.includes('test/architecture/published-text.test.ts'))
  const offences = files.flatMap((file) =>
    offencesIn(readFileSync(file, 'utf8')).map((offence) => `${file}: ${offence}`),
  )
  assert.equal(offences, [])
})

published('the patterns find what they are for, and leave URLs and relative paths alone', () => {
  const machine = ['', 'work', 'main'].join('/')
  const host = ['registry', 'npmjs', 'org'].join('.')
  for (const text of [`see ${machine}/src`, `"${machine}"`, `https://${host}/ky`]) {
    assert.is(offencesIn(text).length, 1, text)
  }
  for (const text of [
    'https://example.com/work/thing',
    './work/thing',
    'src/tmp/a',
    'import x from "../home/y"',
  ]) {
    assert.equal(offencesIn(text), [], text)
  }
})

published.run()
