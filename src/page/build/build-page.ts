// Bundles the page into dist/page, so that it needs nothing but the package itself. A part of `npm run build`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { thirdPartyNotices } from '../../build/index.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const outdir = join(root, 'dist/page')

rmSync(outdir, { recursive: true, force: true })
mkdirSync(outdir, { recursive: true })
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'src/page/main.ts', out: 'page' },
    { in: 'src/page/page.css', out: 'page' },
    { in: 'src/page/index.html', out: 'index' },
    { in: 'src/page/icon.svg', out: 'icon' },
  ],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  metafile: true,
  // It is for pictures of machines other than ours, which nobody draws here.
  external: ['elkjs'],
  loader: { '.html': 'copy', '.svg': 'copy' },
  chunkNames: '[name]-[hash]',
  // All licences stand in one file instead.
  legalComments: 'none',
  logLevel: 'warning',
})
writeFileSync(join(outdir, 'third-party.txt'), thirdPartyNotices({ root, ...metafile }))
