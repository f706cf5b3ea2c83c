import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const runFile = promisify(execFile)

/** The `sh run` blocks of a page, run one after the other in a folder of their own. */
export interface RecipeStory {
  /** Where it runs; the caller removes it. */
  readonly folder: string
  readonly blocks: readonly string[]
  /** Runs them; answers what each printed, and once more what came after the last. */
  readonly tell: () => Promise<readonly string[]>
}

/** The command of the checkout, under the name that the recipes call it by. */
const installCommand = (folder: string): void => {
  const [loader, main] = [resolve('node_modules/tsx/dist/loader.mjs'), resolve('src/cli/main.ts')]
  writeFileSync(
    join(folder, 'mfa-enroll'),
    `#!/bin/sh\nexec '${process.execPath}' --import '${loader}' '${main}' "$@"\n`,
    { mode: 0o755 },
  )
}

/** The recipes of a page as they stand there. Wants bash. */
export const recipeStory = (page: string): RecipeStory => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-recipes-'))
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```sh run\n([^]*?)^```$/gm)].map(
    ([, block = '']) => block,
  )
  return {
    folder,
    blocks,
    tell: async () => {
      installCommand(folder)
      const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder, LANG: 'C.UTF-8' }
      // Says after each block that it was come to the end of: a recipe that fails ends the story there.
      const story = blocks.map((block, index) => `${block}\necho "-- block ${index + 1}"\n`).join('')
      // Whatever fails, the sandbox is not left behind.
      const script = `set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${story}`
      const options = { cwd: folder, env, timeout: 120_000 }
      const { stdout } = await runFile('bash', ['-c', script], options).catch((cause: unknown) => {
        const seen = cause instanceof Error && 'stdout' in cause ? `${String(cause.stdout)}` : ''
        throw new Error(`The story ended early:\n${seen}`, { cause })
      })
      return stdout.split(/^-- block \d+\n/m)
    },
  }
}
