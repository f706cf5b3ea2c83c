// The package as its users get it: packed, installed from the tarball with its peers, imported, type-checked and
// run, on the Node that runs the tests and on the newer lines it supports. Wants a build, and a registry.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import manifest from '../../package.json' with { type: 'json' }
import { npm } from './npm.ts'
import { createPacking } from './packing.ts'

const run = promisify(execFile)
const { packing, emptyProject, consumer, remove } = createPacking('packed-package')
const subpaths = Object.keys(manifest.exports).filter((subpath) => subpath !== './package.json')
const specifierOf = (subpath: string) => `${manifest.name}${subpath.slice(1)}`

const versionOf = (project: string, name: string): string => {
  const installed = JSON.parse(
    readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8'),
  ) as typeof manifest
  return installed.version
}

/** How many names each subpath exports, counted by that Node itself. */
const countExports = async (project: string, wanted: readonly string[], node = process.execPath) => {
  const script = `
    for (const specifier of ${JSON.stringify(wanted.map(specifierOf))})
      console.log(Object.keys(await import(specifier)).length)`
  const { stdout, stderr } = await run(node, ['--input-type=module', '--eval', script], { cwd: project })
  assert.is(stderr, '')
  return stdout.trim().split('\n').map(Number)
}

const runCommand = async (project: string, node = process.execPath) => {
  const command = join(project, 'node_modules', manifest.name, manifest.bin['mfa-enroll'])
  const { stdout, stderr } = await run(node, [command, '--version'], { cwd: project })
  assert.is(stderr, '')
  return stdout
}

const packed = suite('the packed package')
packed.after(remove)

packed('holds what it exports, its papers, and no sources, tests or settings', async () => {
  const { files } = await packing
  const exported = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  )
  const page = [
    'dist/page/index.html',
    'dist/page/page.js',
    'dist/page/page.css',
    'dist/page/third-party.txt',
  ]
  for (const path of [
    ...exported,
    ...page,
    manifest.bin['mfa-enroll'],
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
  ]) {
    assert.ok(files.includes(path.replace('./', '')), `${path} is missing`)
  }
  const strays = files.filter(
    (path) =>
      !/^(?:dist\/.+(?:\.js|\.d\.ts|\/third-party-notices\.md)|dist\/(?:page|viewer)\/[\w.-]+\.(?:js|css|html|svg|txt|md)|docs\/.+|[A-Z]+(?:\.md)?|package\.json)$/.test(
        path,
      ),
  )
  assert.equal(strays, [])
})

packed('installs with its required peers alone, and its browser entries and its command run', async () => {
  const { project, warnings } = await consumer('required-peers', 'required peers')
  assert.equal(warnings, [])
  const counts = await countExports(project, ['.', './genauth', './inspect'])
  assert.ok(counts.every((count) => count > 0))
  assert.ok((await runCommand(project)).includes(manifest.version))
})

packed('type-checks in a strict project that checks its libraries too', async () => {
  const { project } = await consumer('typed', 'all peers')
  // React brings no types of its own.
  const { '@types/react': reactTypes } = manifest.devDependencies
  await npm(project, ['install', '--save-dev', `@types/react@${reactTypes}`])
  const imports = subpaths.map((subpath, index) => `import * as entry${index} from '${specifierOf(subpath)}'`)
  const uses = subpaths.map((_, index) => `console.log(Object.keys(entry${index}))`)
  writeFileSync(join(project, 'consumer.ts'), [...imports, ...uses, ''].join('\n'))
  const tsc = resolve('node_modules/typescript/bin/tsc')
  for (const resolution of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    const [module, moduleResolution] = resolution
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      module,
      '--moduleResolution',
      moduleResolution,
    ]
    const types = ['--typeRoots', resolve('node_modules/@types'), '--types', 'node']
    const { stdout } = await run(process.execPath, [tsc, ...options, ...types, 'consumer.ts'], {
      cwd: project,
    }).catch((error: { readonly stdout: string }) => error)
    assert.is(stdout, '', moduleResolution)
  }
})

const worksOn = async (name: string, node: string, ky: string) => {
  const { project, warnings } = await consumer(name, 'all peers', node)
  assert.equal(warnings, [])
  assert.match(versionOf(project, 'ky'), new RegExp(`^${ky}\\.`))
  const counts = await countExports(project, subpaths, node)
  assert.is(counts.length, subpaths.length)
  assert.ok(counts.every((count) => count > 0))
  assert.ok((await runCommand(project, node)).includes(manifest.version))
}

packed('installs without a warning and works on this Node', async () => {
  await worksOn('this-node', process.execPath, Number.parseInt(process.versions.node, 10) < 22 ? '1' : '2')
})

const newerNodes = { node22: '22.23.3', node24: '24.21.0' }
const fetchNodes = async () => {
  const project = emptyProject('nodes')
  const source = `npm:node-${process.platform}-${process.arch}`
  await npm(project, [
    'install',
    ...Object.entries(newerNodes).map(([name, version]) => `${name}@${source}@${version}`),
  ])
  return (name: string) => join(project, 'node_modules', name, 'bin/node')
}
const nodes = fetchNodes()
nodes.catch(() => {})

for (const [name, version] of Object.entries(newerNodes)) {
  packed(`installs without a warning and works on Node ${version}`, async () => {
    const node = (await nodes)(name)
    const { stdout } = await run(node, ['--version'])
    assert.is(stdout.trim(), `v${version}`)
    await worksOn(name, node, '2')
  })
}

packed.run()
