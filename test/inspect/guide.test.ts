// docs/inspector.md says what frames show and how a viewer sends: held to the codecs, and run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { HeldSecret, InspectionFrame, ShownContext } from '../../src/inspect/index.ts'
import { choose, submitCode } from '../machines/examples.ts'
import { inspected } from './xstate-v4/inspected.ts'

const page = readFileSync('docs/inspector.md', 'utf8')
const guide = suite('docs/inspector.md')

/** The rows of the table whose head begins with this cell, each as its cells. */
const tableOf = (head: string): readonly (readonly string[])[] => {
  const [, rows = ''] = page.split(new RegExp(`^\\| ${head} \\|.*\\n\\| ---.*\\n`, 'm'))
  return [...rows.slice(0, rows.indexOf('\n\n')).matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) =>
    row.split(' | '),
  )
}
const namesIn = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name)

guide('names every field of the context that frames have, as frames name it, and no other', () => {
  const rows = tableOf('field of `context`')
  assert.equal(
    rows.flatMap(([names]) => namesIn(names)).toSorted(),
    Object.keys(ShownContext.type.type.props).toSorted(),
  )
})

guide('names every secret that is held by name', () => {
  const [, held] = tableOf('field of `context`').find(([names]) => names === '`holds`') ?? []
  assert.equal(namesIn(held).toSorted(), Object.keys(HeldSecret.keys).toSorted())
})

guide('names every frame', () => {
  const types = tableOf('frame').flatMap(([name]) => namesIn(name))
  assert.equal(types, ['enrollment.started', 'event.taken', 'enrollment.stopped'])
  assert.is(InspectionFrame.types.length, types.length)
})

interface Receiver {
  readonly subscribe: (listener: (event: unknown) => void) => unknown
  readonly send: (event: unknown) => unknown
}
type View = (
  receiver: Receiver,
  show: (state: { readonly value: unknown }) => void,
) => (command: object) => unknown

guide('shows how a viewer sends, with the receiver of @xstate/inspect', async () => {
  const [, source = ''] = /```js\n(\/\/ view\.js[^]*?)```/.exec(page) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-guide-'))
  writeFileSync(join(folder, 'view.mjs'), source)
  const run = await inspected()
  try {
    const { view }: { readonly view: View } = await import(pathToFileURL(join(folder, 'view.mjs')).href)
    const viewer = await run.viewer()
    const shown: unknown[] = []
    const send = view(viewer.receiver as Receiver, ({ value }) => shown.push(value))
    const { state } = run.enroll()
    await viewer.registered()
    send(choose.SMS)
    await viewer.reaches('awaitingCode')
    send(submitCode)
    await viewer.reaches('done')
    assert.is(state(), 'done')
    assert.equal(run.refused, [])
    assert.equal(shown, ['idle', 'requesting', 'awaitingCode', 'binding', 'done'])
  } finally {
    await run.close()
    rmSync(folder, { recursive: true })
  }
})

guide.run()
