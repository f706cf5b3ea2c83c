import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../..', import.meta.url))

const inCheckout = (block: string): string =>
  block
    .replaceAll(/'mfa-enrollment\/([a-z]+)'/g, "'../../../src/$1/index.ts'")
    .replaceAll("'mfa-enrollment'", "'../../../src/index.ts'")

const typeErrors = (blocks: readonly string[]): string => {
  const folder = mkdtempSync(fileURLToPath(new URL('.blocks-', import.meta.url)))
  try {
    blocks.forEach((block, index) =>
      writeFileSync(`${folder}/block-${index}.tsx`, `${inCheckout(block)}\nexport {}\n`),
    )
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({ extends: '../../../tsconfig.json', include: ['*.tsx'] }),
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

const documentation = suite('the React part of the guide')

documentation('compiles against the package as it is', () => {
  const page = readFileSync(`${root}/docs/frontend.md`, 'utf8')
  const blocks = [...page.matchAll(/```tsx\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
  assert.ok(blocks.length >= 4)
  assert.is(typeErrors(blocks), '')
})

documentation('would not if a name were wrong', () => {
  assert.match(typeErrors(["import { EnrolmentFlow } from 'mfa-enrollment/react'"]), /EnrolmentFlow/)
})

documentation.run()
