// Part of `npm run build`: puts this workspace, with @xstate/inspect and the XState 4 it needs, into one file of
// dist, so that who installs the package has XState 5 alone. Beside it the notices of what is in that file.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { thirdPartyNotices } from '../../../build/index.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const folder = join(root, 'dist/src/inspect/v4')

// What tsc wrote there imports @xstate/inspect by name, and its declarations name XState 4.
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/inspect/v4/index.ts'],
  outfile: join(folder, 'index.js'),
  bundle: true,
  format: 'esm',
  // Neither Node's nor a browser's: it runs in both.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2022',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: { js: '/*! Holds third-party code: see third-party-notices.md beside this file. */' },
  legalComments: 'eof',
  metafile: true,
  logLevel: 'warning',
})

// It comes without the file, and is of XState's repository, whose license it names.
const licensedAs = { '@xstate/inspect': 'xstate' }
writeFileSync(join(folder, 'third-party-notices.md'), thirdPartyNotices({ root, ...metafile, licensedAs }))
