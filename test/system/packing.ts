// The package packed as a registry would get it, and projects that install the tarball. Wants a build, and a registry.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { npm, packInto } from './npm.ts'

// Of whoever runs the tests.
const notOurs = /Unknown \w+ config/
const warningsIn = (printed: string) =>
  printed.split('\n').filter((line) => /\bwarn\b/i.test(line) && !notOurs.test(line.trimEnd()))

/** Packs into a folder of its own, which also holds the projects; `remove` removes all of it. */
export const createPacking = (purpose: string) => {
  const folder = mkdtempSync(join(tmpdir(), `${purpose}-`))

  const packing = packInto(folder)
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
