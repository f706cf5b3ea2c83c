import { readFileSync } from 'node:fs'
import { createMachine } from 'xstate'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { enrollmentMachine } from '../../machines/index.ts'
import { structureOf } from '../../src/inspect/index.ts'
import { pictureLayoutOf, storedLayoutOf, svgOf, type Box, type Detail } from '../../src/viewer/index.ts'
import { mainPathOf } from '../../src/viewer/picture/main-path.ts'
import { layoutFromText, layoutText } from '../../src/viewer/picture/layout-text.ts'
import { picturesFile, picturesText } from './pictures-file.ts'

const structure = structureOf(enrollmentMachine)
const details: readonly Detail[] = ['story', 'full']
const layoutFor = (detail: Detail) => {
  const layout = storedLayoutOf(structure, detail)
  if (layout === null) throw new Error('No stored layout fits the machine: run test/viewer/write-pictures.ts')
  return layout
}
const idsIn = (svg: string, attribute: string) =>
  [...svg.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, id]) => id).toSorted()
const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height
const pairs = <A>(all: readonly A[]) =>
  all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const))

const pictures = suite('the picture of the machine')

pictures("its main path is the card's", () => {
  assert.equal(
    mainPathOf(structure).map((id) => id.replace('enrollment.', '')),
    ['idle', 'requesting', 'awaitingCode', 'binding', 'done'],
  )
})

pictures('the stored layouts are what ELK makes of the machine now', async () => {
  assert.is(
    readFileSync(picturesFile, 'utf8'),
    await picturesText(),
    'Run node --import tsx test/viewer/write-pictures.ts',
  )
})

for (const detail of details) {
  pictures(`${detail}: every state and every transition of the machine is drawn once`, () => {
    const svg = svgOf(structure, layoutFor(detail))
    assert.equal(idsIn(svg, 'data-state'), structure.states.map(({ id }) => id).toSorted())
    assert.equal(idsIn(svg, 'data-transition'), structure.transitions.map(({ id }) => id).toSorted())
  })

  pictures(`${detail}: no label lies over another label or a state`, () => {
    const { states, edges } = layoutFor(detail)
    const labels = [...edges.values()].flatMap(({ label }) => label ?? [])
    const boxes = structure.states.flatMap(({ id, type }) =>
      type === 'compound' ? [] : (states.get(id) ?? []),
    )
    assert.ok(labels.length >= 4)
    assert.equal(
      pairs([...labels, ...boxes]).filter(([one, other]) => overlap(one, other)),
      [],
    )
  })

  pictures(`${detail}: the main path is one straight line from top to bottom`, () => {
    const { states, edges } = layoutFor(detail)
    const path = mainPathOf(structure)
    const tops = path.map((id) => states.get(id)?.y ?? Number.NaN)
    assert.equal(
      tops,
      tops.toSorted((one, other) => one - other),
    )
    const across = path
      .slice(1)
      .flatMap((id, index) => edges.get(`${path[index]}>${id}`)?.points.map(({ x }) => x) ?? [])
    assert.is(new Set(across).size, 1)
    assert.is(across.length, 8)
  })
}

pictures('in full, all guards, delays and calls are written', () => {
  const svg = svgOf(structure, layoutFor('full'))
  const texts = svg.replace(/<title>[^]*?<\/title>/g, '')
  for (const { guard, delay } of structure.transitions) {
    if (guard !== null) assert.ok(texts.includes(`[${guard}]`), guard)
    if (delay !== null) assert.ok(texts.includes(`after ${delay}`), delay)
  }
  for (const { invokes } of structure.states)
    for (const { src } of invokes) assert.ok(texts.includes(`>${src}<`), src)
})

pictures('a file of it needs no script, no other file and no style from elsewhere', () => {
  const svg = svgOf(structure, layoutFor('story'))
  assert.not.match(svg, /<script|href=|url\((?!#)|@import|\bon\w+=/)
})

pictures('a stored layout is read back as it was written', () => {
  for (const detail of details) assert.equal(layoutFromText(layoutText(layoutFor(detail))), layoutFor(detail))
})

pictures('any other machine is laid out, too, and what it is called is no markup', async () => {
  const other = structureOf(
    createMachine({
      id: 'light',
      initial: 'red',
      states: {
        red: { on: { 'go<b>"&': 'green' } },
        green: { on: { stop: 'red' }, after: { 1000: 'off' } },
        off: { type: 'final' },
      },
    }),
  )
  assert.is(storedLayoutOf(other, 'full'), null)
  const svg = svgOf(other, await pictureLayoutOf(other, 'full'))
  assert.equal(idsIn(svg, 'data-state'), ['light.green', 'light.off', 'light.red'])
  assert.ok(svg.includes('go&lt;b&gt;&quot;&amp;'))
  assert.not.match(svg, /<b>/)
})

pictures.run()
