// The package packed as a registry would get it, and projects that install the tarball. Wants a build, and a registry.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }

const run = promisify(execFile)

const npmCli =
  process.env['npm_execpath'] ?? join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
// What an outer `npm run` passes on describes the checkout, not the folder this npm is to work in.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:config_local_prefix|package_|lifecycle_)/.test(name),
  ),
)
export const npm = (cwd: string, args: readonly string[], node = process.execPath) =>
  run(node, [npmCli, ...args, '--no-audit', '--no-fund', '--no-update-notifier'], { cwd, env: environment })

// Of whoever runs the tests, or of a tarball from disk: `prepare` is for git and folders, a registry has no use for it.
const notOurs = new RegExp(
  `Unknown \\w+ config|install-scripts(?: +${manifest.name}@| +1 package has| +Run \`npm|$)`,
)
const warningsIn = (printed: string) =>
  printed.split('\n').filter((line) => /\bwarn\b/i.test(line) && !notOurs.test(line.trimEnd()))

type Packed = readonly { readonly filename: string; readonly files: readonly { readonly path: string }[] }[]

/** Packs into a folder of its own, which also holds the projects; `remove` removes all of it. */
export const createPacking = (purpose: string) => {
  const folder = mkdtempSync(join(tmpdir(), `${purpose}-`))

  const pack = async () => {
    // Without scripts: `prepare` would build again, below other tests that use the build.
    const { stdout } = await npm('.', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])
    const [packed] = JSON.parse(stdout) as Packed
    if (packed === undefined) throw new Error(`npm pack answered: ${stdout}`)
    return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) }
  }
  const packing = pack()
  packing.catch(() => {})

  const emptyProject = (name: string): string => {
    const project = join(folder, name)
    mkdirSync(project)
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }))
    return project
  }

  return {
    packing,
    emptyProject,
    /** Installs the tarball in a project of its own; with the optional peers or without. */
    consumer: async (name: string, peers: 'all peers' | 'required peers', node = process.execPath) => {
      const project = emptyProject(name)
      const { tarball } = await packing
      const named = Object.entries(manifest.peerDependencies).map(([peer, range]) => `${peer}@${range}`)
      const install = ['install', '--strict-peer-deps', tarball, ...(peers === 'all peers' ? named : [])]
      const { stdout, stderr } = await npm(project, install, node)
      return { project, warnings: warningsIn(stdout + stderr) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
