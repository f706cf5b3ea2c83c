import { execFile, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'

const run = promisify(execFile)

const npmCli =
  process.env['npm_execpath'] ?? join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
// What an outer `npm run` passes on describes the checkout, not the folder this npm is to work in.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:config_local_prefix|package_|lifecycle_)/.test(name),
  ),
)
const quietly = ['--no-audit', '--no-fund', '--no-update-notifier']

/** npm at work in a folder; its own Node may be another one. */
export const npm = (
  cwd: string,
  args: readonly string[],
  node = process.execPath,
): Promise<{ readonly stdout: string; readonly stderr: string }> =>
  run(node, [npmCli, ...args, ...quietly], { cwd, env: environment })

type Packed = readonly { readonly filename: string; readonly files: readonly { readonly path: string }[] }[]

/** Packs the checkout, as it is built, into a folder. */
export const packInto = async (
  folder: string,
): Promise<{ readonly tarball: string; readonly files: readonly string[] }> => {
  // Without scripts: `prepack` would build again, below other tests that use the build.
  const { stdout } = await npm('.', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])
  const [packed] = JSON.parse(stdout) as Packed
  if (packed === undefined) throw new Error(`npm pack answered: ${stdout}`)
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) }
}

export interface RunningScript {
  /** The first group of a pattern in what it has printed, as soon as it is there; rejects if the script ends before. */
  readonly printed: (pattern: RegExp) => Promise<string>
  /** Ends it and all that it started. */
  readonly end: () => Promise<void>
}

/** A script of a package.json that goes on running, such as a server. */
export const startScript = (cwd: string, name: string, args: readonly string[] = []): RunningScript => {
  // A group of its own: npm does not hand every signal on.
  const child = spawn(process.execPath, [npmCli, 'run', name, '--', ...args], {
    cwd,
    env: { ...environment, NO_COLOR: '1' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += stripVTControlCharacters(piece)
    })
  const printed = async (pattern: RegExp): Promise<string> => {
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return found
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`npm run ${name} ended with this:\n${text}`)
    await Promise.race([
      closed,
      new Promise((resolve) => {
        child.stdout.once('data', resolve)
      }),
    ])
    return printed(pattern)
  }
  return {
    printed,
    end: async () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      } catch {
        // All of it has ended already.
      }
      await closed
    },
  }
}
