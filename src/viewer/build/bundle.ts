// Part of `npm run build`: makes the viewer's page, a folder of files that need nothing else.
//
//   node --import tsx src/viewer/build/bundle.ts [FOLDER]
//
// ELK stays outside, with its 1.6 MB and its license: the page draws this package's machine alone, whose layout
// is stored.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { thirdPartyNotices } from '../../build/index.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = resolve(process.argv[2] ?? join(root, 'dist/viewer'))
mkdirSync(folder, { recursive: true })

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/viewer/main.ts', 'src/viewer/viewer.css'],
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  external: ['elkjs'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
})
copyFileSync(join(root, 'src/viewer/viewer.html'), join(folder, 'index.html'))
copyFileSync(join(root, 'src/viewer/icon.svg'), join(folder, 'icon.svg'))

writeFileSync(join(folder, 'third-party-notices.md'), thirdPartyNotices({ root, ...metafile }))
