import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { generatedPages } from './generated-pages.ts'

const pages = suite('generated pages')

for (const [file, make] of generatedPages) {
  pages(`${file} is as it would be written now (else: npm run docs)`, async () => {
    assert.is(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), await make())
  })

  pages(`${file} links only to its own sections and to pages that are there`, async () => {
    const text = await make()
    const sections = new Set(
      [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      ),
    )
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith('#')) assert.ok(sections.has(target.slice(1)), target)
      else if (!target.startsWith('https://'))
        readFileSync(new URL(target.replace(/#.*$/, ''), new URL(`../../${file}`, import.meta.url)))
    }
  })
}

pages.run()
