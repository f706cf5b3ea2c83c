import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Block {
  readonly extension: string
  readonly text: string
}

/** Every TypeScript block of a page, as a file of its own. One that names its file wants packages of its own. */
const blocksOf = (page: string): readonly Block[] =>
  [...readFileSync(`${root}/${page}`, 'utf8').matchAll(/```(tsx?)\n([\s\S]*?)```/g)].map(
    ([, extension = '', text = '']) => ({ extension, text }),
  )

/** The blocks import the package by its name; in the checkout that is the source. */
const inCheckout = (text: string): string =>
  text
    .replaceAll(/'mfa-enrollment\/([a-z/]+)'/g, "'../../../src/$1/index.ts'")
    // The element has the package's name, too.
    .replaceAll(/(?<=from )'mfa-enrollment'/g, "'../../../src/index.ts'")

const typeErrors = (blocks: readonly Block[]): string => {
  const folder = mkdtempSync(fileURLToPath(new URL('.blocks-', import.meta.url)))
  try {
    blocks.forEach(({ extension, text }, index) =>
      writeFileSync(`${folder}/block-${index}.${extension}`, `${inCheckout(text)}\nexport {}\n`),
    )
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({ extends: '../../../tsconfig.json', include: ['*.ts', '*.tsx'] }),
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
  'docs/library.md': 9,
  'docs/audit.md': 2,
  'docs/sandbox.md': 6,
  'docs/frontend.md': 10,
  'docs/inspector.md': 3,
  'docs/server.md': 7,
  'docs/restate.md': 2,
}

for (const [page, least] of Object.entries(pages)) {
  documentation(`of ${page} compile against the package as it is`, () => {
    const blocks = blocksOf(page)
    assert.ok(blocks.length >= least)
    assert.is(typeErrors(blocks), '')
  })
}

documentation('that do not compile are found, whether they hold JSX or not', () => {
  const errors = typeErrors([
    {
      extension: 'ts',
      text: "import { createEnrolment } from 'mfa-enrollment'\ncreateEnrolment()",
    },
    {
      extension: 'tsx',
      text: "import { EnrolmentFlow } from 'mfa-enrollment/react'\nexport const page = <EnrolmentFlow />",
    },
  ])
  assert.match(errors, /createEnrolment/)
  assert.match(errors, /EnrolmentFlow/)
})

documentation('that misspell a text are found, as the page promises', () => {
  const misspelt = blocksOf('docs/frontend.md')
    .filter(({ text }) => text.includes('satisfies TextOverrides'))
    .map(({ extension, text }) => ({ extension, text: text.replace('cancel:', 'cancle:') }))
  assert.is(misspelt.length, 2)
  assert.is(typeErrors(misspelt).split("'cancle' does not exist").length, 3)
})

documentation('in Vue is what the example holds, which is type-checked and run', () => {
  const page = readFileSync(`${root}/docs/frontend.md`, 'utf8')
  const [, template = ''] = /```vue\n([^]*?)```/.exec(page) ?? []
  const example = readFileSync(`${root}/docs/examples/vue-vite/src/SecurityPage.vue`, 'utf8')
  assert.ok(template.trim() !== '' && example.includes(template.trim()))
})

documentation.run()
