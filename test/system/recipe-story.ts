import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const runFile = promisify(execFile)

/** The command of the checkout, under the name that the recipes call it by. */
const installCommand = (folder: string): void => {
  const [loader, main] = [resolve('node_modules/tsx/dist/loader.mjs'), resolve('src/cli/main.ts')]
  writeFileSync(
    join(folder, 'mfa-enroll'),
    `#!/bin/sh\nexec '${process.execPath}' --import '${loader}' '${main}' "$@"\n`,
    { mode: 0o755 },
  )
}

/** The blocks, run one after the other: what each printed, and once more what came after the last. */
const story = async (blocks: readonly string[], folder: string): Promise<readonly string[]> => {
  installCommand(folder)
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder, LANG: 'C.UTF-8' }
  // Says after each block that it was come to the end of: a recipe that fails ends the story there.
  const steps = blocks.map((block, index) => `${block}\necho "-- block ${index + 1}"\n`).join('')
  // Whatever fails, nothing is left behind, nor writes to the folder while it is taken away.
  const script = `set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true; wait || true' EXIT\n${steps}`
  const options = { cwd: folder, env, timeout: 120_000 }
  const { stdout } = await runFile('bash', ['-c', script], options).catch((cause: unknown) => {
    const seen = cause instanceof Error && 'stdout' in cause ? `${String(cause.stdout)}` : ''
    throw new Error(`The story ended early:\n${seen}`, { cause })
  })
  return stdout.split(/^-- block \d+\n/m)
}

/** The `sh run` blocks of a page, and what they did in a folder of their own. */
export interface RecipeStory {
  /** A suite that runs them before its tests, and whose first test is that all of them came to their end. */
  readonly recipes: ReturnType<typeof suite>
  /** Where they run; it goes away with the suite. */
  readonly folder: string
  /** What each printed; none before the tests. */
  readonly told: readonly string[]
  /** What the first block printed that has this in it. */
  readonly toldOf: (part: string) => string
}

/**
 * The recipes of a page as they stand there, of which there are `least` at least. Wants bash. `adapted` gives a block
 * other ports, where the page names those that everybody uses.
 */
export const recipeStory = (
  page: string,
  least: number,
  adapted: (block: string, folder: string) => string = (block) => block,
): RecipeStory => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-recipes-'))
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```sh run\n([^]*?)^```$/gm)].map(
    ([, block = '']) => block,
  )
  const told: string[] = []
  const recipes = suite(`the recipes of ${page}`)
  recipes.before(async () => {
    const asHere = blocks.map((block) => adapted(block, folder))
    told.push(...(await story(asHere, folder)))
  })
  recipes.after(() => rmSync(folder, { recursive: true }))
  recipes('run to the end of the last one', () => {
    assert.ok(blocks.length >= least)
    assert.is(told.length - 1, blocks.length)
  })
  return {
    recipes,
    folder,
    told,
    toldOf: (part) => told[blocks.findIndex((block) => block.includes(part))] ?? '',
  }
}
