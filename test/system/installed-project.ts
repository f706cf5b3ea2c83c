import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { npm } from './npm.ts'

/** A port that nobody listened on a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address === null || typeof address === 'string'
          ? reject(new Error('no port'))
          : resolve(address.port),
      )
    })
  })

/** Writes other ports in place of those that the sources name, which may be taken on this machine. */
const movePorts = async (project: string, ports: readonly string[]): Promise<void> => {
  const moved = new Map<string, string>()
  for (const port of ports) moved.set(port, String(await freePort()))
  for (const name of readdirSync(project, { recursive: true, encoding: 'utf8' })) {
    const path = join(project, name)
    if (!statSync(path).isFile()) continue
    const text = [...moved].reduce(
      (rest, [from, to]) => rest.replaceAll(from, to),
      readFileSync(path, 'utf8'),
    )
    writeFileSync(path, text)
  }
}

const isSource = (path: string): boolean =>
  !['node_modules', 'dist', 'package-lock.json'].includes(basename(path))

/** Copies an example out of the checkout, and installs it as a newcomer would, with the packed package. */
export const installExample = async (name: string, folder: string, tarball: string): Promise<string> => {
  const project = join(folder, name)
  cpSync(join('docs/examples', name), project, { recursive: true, filter: isSource })
  await movePorts(project, ['4000', '3000'])
  await npm(project, ['install', '--prefer-offline', tarball])
  return project
}

/** Writes files into a folder of their own, and installs the packed package and what else they want. */
export const installFiles = async (
  project: string,
  files: Readonly<Record<string, string>>,
  packages: readonly string[],
): Promise<void> => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text)
  await npm(project, ['install', '--prefer-offline', ...packages])
}
