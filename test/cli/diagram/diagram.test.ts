import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { enrollmentMachine } from '../../../machines/index.ts'
import { structureOf } from '../../../src/inspect/index.ts'
import { run } from '../run-command.ts'

const diagram = suite('mfa-enroll diagram')

const inDocs = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')

const printed = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(['diagram', ...args])
  assert.is(code, 0)
  assert.is(stderr, '')
  return stdout
}

diagram('prints Mermaid, as docs/machine.md draws it', async () => {
  const whole = await printed()
  assert.match(whole, /^stateDiagram-v2\n/)
  assert.is(await printed('--format', 'MERMAID'), whole)
  assert.ok(inDocs('machine.md').includes(`\`\`\`mermaid\n${whole}\`\`\``))
})

diagram(
  'with --story prints the way that most enrollments go, as docs/machine.md draws it first',
  async () => {
    const story = await printed('--story')
    assert.not.match(story, 'reconciling')
    assert.ok(inDocs('machine.md').includes(`\`\`\`mermaid\n${story}\`\`\``))
  },
)

diagram('prints the two tables of docs/machine.md', async () => {
  const [table, list, ...more] = (await printed('--format', 'table')).trimEnd().split('\n\n')
  assert.equal(more, [])
  assert.match(table ?? '', '| state | `factor.chosen` |')
  assert.match(list ?? '', '| state | what happens |')
  for (const part of [table, list]) assert.ok(inDocs('machine.md').includes(`\n${part}\n`))
})

diagram('prints the picture docs/machine.svg, and a smaller one of the story', async () => {
  const picture = await printed('--format', 'svg')
  assert.is(picture, inDocs('machine.svg'))
  const { states } = structureOf(enrollmentMachine)
  for (const { id } of states) assert.match(picture, `data-state="${id}"`)
  const story = await printed('--format', 'svg', '--story')
  assert.ok(story.length < picture.length)
})

diagram('prints the structure as JSON', async () => {
  assert.equal(JSON.parse(await printed('--format', 'json')), structureOf(enrollmentMachine))
})

diagram.run()
