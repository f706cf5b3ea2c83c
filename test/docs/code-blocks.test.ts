import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every TypeScript block of a page, as a file of its own. */
const blocksOf = (page: string): readonly string[] =>
  [...readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, block]) => block ?? '',
  )

/** The blocks import the package by its name; in the checkout that is the source. */
const inCheckout = (block: string): string =>
  block
    .replaceAll(/'mfa-enrollment\/([a-z/]+)'/g, "'../../../src/$1/index.ts'")
    // The element has the package's name, too.
    .replaceAll(/(?<=from )'mfa-enrollment'/g, "'../../../src/index.ts'")

const typeErrors = (blocks: readonly string[]): string => {
  const folder = mkdtempSync(fileURLToPath(new URL('.blocks-', import.meta.url)))
  try {
    blocks.forEach((block, index) =>
      writeFileSync(`${folder}/block-${index}.ts`, `${inCheckout(block)}\nexport {}\n`),
    )
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({ extends: '../../../tsconfig.json', include: ['*.ts'] }),
    )
    execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '--noEmit', '-p', folder], {
      cwd: root,
      encoding: 'utf8',
    })
    return ''
  } catch (cause) {
    return cause instanceof Error && 'stdout' in cause ? String(cause.stdout) : String(cause)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const documentation = suite('code blocks of the documentation')

const pages = {
  'README.md': 1,
  'docs/library.md': 8,
  'docs/audit.md': 2,
  'docs/sandbox.md': 6,
  'docs/frontend.md': 1,
  'docs/inspector.md': 3,
}

for (const [page, least] of Object.entries(pages)) {
  documentation(`of ${page} compile against the package as it is`, () => {
    const blocks = blocksOf(page)
    assert.ok(blocks.length >= least)
    assert.is(typeErrors(blocks), '')
  })
}

documentation('that do not compile are found', () => {
  assert.match(
    typeErrors(["import { createEnrolment } from 'mfa-enrollment'\ncreateEnrolment()"]),
    /createEnrolment/,
  )
})

documentation.run()
