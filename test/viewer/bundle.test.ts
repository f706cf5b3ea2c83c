import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bundledViewer } from './bundled-viewer.ts'

const bundle = suite("the viewer's files")

bundle('hold the page and what it needs, and nothing of ELK and XState 4', async () => {
  const files = await bundledViewer()
  for (const name of ['index.html', 'main.js', 'viewer.css', 'icon.svg', 'third-party-notices.md'])
    assert.ok(files.has(name), name)
  const notices = new TextDecoder().decode(files.get('third-party-notices.md')?.content)
  assert.equal(
    [...notices.matchAll(/^## (\S+)/gm)].map(([, name]) => name),
    ['fp-ts', 'io-ts', 'xstate'],
  )
  assert.match(notices, /## xstate 5\./)
  const bytes = [...files.values()].reduce((sum, { content }) => sum + content.length, 0)
  assert.ok(bytes < 300_000, `${bytes}`)
  const page = new TextDecoder().decode(files.get('index.html')?.content)
  assert.not.match(page, /https?:|<style|\son\w+=/)
})

bundle.run()
