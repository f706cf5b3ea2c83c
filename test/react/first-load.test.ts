import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const folder = 'src/react'

/** What one file takes from packages and other rooms, by specifier. */
const importedBy = (text: string) =>
  [...text.matchAll(/import \{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', specifier = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => ({ specifier, name: name.replace(/ as .*$/, '') })),
  )

const isOurs = (specifier: string) => specifier.startsWith('./')

/**
 * The room alone. What it takes from React and from other rooms stays outside; what is fetched when it is shown
 * counts apart.
 */
const bundled = async () => {
  const taken = new Map<string, Set<string>>([['react/jsx-runtime', new Set(['jsx', 'jsxs', 'Fragment'])]])
  for (const file of readdirSync(folder))
    for (const { specifier, name } of importedBy(readFileSync(`${folder}/${file}`, 'utf8')))
      if (!isOurs(specifier)) taken.set(specifier, (taken.get(specifier) ?? new Set()).add(name))
  const alone: Plugin = {
    name: 'the room alone',
    setup: (esbuild) => {
      esbuild.onResolve({ filter: /.*/ }, ({ path, kind }) => {
        if (kind === 'entry-point' || (isOurs(path) && kind !== 'dynamic-import')) return undefined
        if (kind === 'dynamic-import' || path.startsWith('outside:')) return { path, external: true }
        return { path, namespace: 'once', sideEffects: false }
      })
      esbuild.onLoad({ filter: /.*/, namespace: 'once' }, ({ path }) => ({
        contents: `export { ${[...(taken.get(path) ?? [])].join(', ')} } from 'outside:${path}'`,
      }))
    },
  }
  const { outputFiles, metafile } = await build({
    entryPoints: [`${folder}/index.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    outdir: 'dist',
    metafile: true,
    logLevel: 'silent',
    plugins: [alone],
  })
  // In a page's own bundle nothing is left of these.
  const code = (outputFiles[0]?.text ?? '').replaceAll(/import\{[^}]*\}from"outside:[^"]*";/g, '')
  return { code, inputs: Object.keys(metafile.inputs) }
}

const first = suite('what a React page loads first')

first('is no more than 5.1 KiB on top of React, the machine, live and view', async () => {
  const { code, inputs } = await bundled()
  assert.ok(inputs.includes('src/react/code-field.tsx'))
  const bytes = gzipSync(code, { level: 9 }).length
  assert.ok(bytes > 2_000)
  assert.not.match(code, 'outside:')
  assert.ok(bytes <= 5.1 * 1024, `${bytes} bytes`)
})

first('leaves out what one factor alone needs, and the list', async () => {
  const { inputs } = await bundled()
  for (const later of [
    'destination-form',
    'directory-actions',
    'failure-details',
    'listed-factors',
    'otp-challenge',
    'phone-fields',
    'photo-frame',
    'photo-picker',
    'qr',
    'replaceable-factors',
    'saving-recovery-code',
  ])
    assert.not(
      inputs.some((path) => path.includes(`/${later}.`)),
      later,
    )
})

first('says "use client" in every file that renders or uses a hook', () => {
  const isClient = (text: string) => text.startsWith("'use client'\n")
  const files = readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') }))
  const needs = ({ file, text }: (typeof files)[number]) =>
    file !== 'index.ts' && /\buse(?:State|Effect|Ref|Memo|Context|SyncExternalStore|Flow|Texts)\(/.test(text)
  assert.ok(files.filter(needs).length > 15)
  assert.equal(
    files.filter((each) => needs(each) && !isClient(each.text)).map(({ file }) => file),
    [],
  )
  // Next.js turns each name of a client file into a reference; `export *` there has no names.
  assert.not(files.some(({ text }) => isClient(text) && /^export \*/m.test(text)))
})

first.run()
