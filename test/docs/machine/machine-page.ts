import { readFileSync } from 'node:fs'
import { enrollmentMachine } from '../../../machines/index.ts'
import { diagramText } from '../../../src/cli/diagram/diagram-text.ts'
import { structureOf, type MachineStructure } from '../../../src/inspect/index.ts'
import { stateMeanings } from './state-meanings.ts'

type State = MachineStructure['states'][number]

const structure = structureOf(enrollmentMachine)

const meaningOf = ({ id, key }: State): string => {
  const meaning = stateMeanings[key]
  if (meaning === undefined) throw new Error(`${id} wants a sentence in test/docs/machine/state-meanings.ts`)
  return meaning
}

const rowOf = (state: State): string => {
  const name = state.id.slice(structure.id.length + 1)
  const calls = state.invokes.map(({ src }) => `\`${src}\``).join(', ')
  return `| \`${name}\` | ${meaningOf(state)} | ${state.tags.join(', ')} | ${calls} |`
}

const states = (): string =>
  [
    '| state | what it is for | tags | calls |',
    '| --- | --- | --- | --- |',
    ...structure.states.map(rowOf),
  ].join('\n')

const [table = '', list = ''] = (await diagramText('table', false)).trimEnd().split('\n\n')

const parts: Readonly<Record<string, string>> = {
  story: (await diagramText('mermaid', true)).trimEnd(),
  diagram: (await diagramText('mermaid', false)).trimEnd(),
  states: states(),
  table,
  list,
}

/** The page docs/machine.md: what is written by hand, with what the machine says put in. */
export const machinePage = (): string =>
  readFileSync(new URL('page.md', import.meta.url), 'utf8').replace(
    /<!-- ([a-z]+) -->/g,
    (marker, name: string) => parts[name] ?? marker,
  )

/** The picture docs/machine.svg. */
export const machinePicture = (): Promise<string> => diagramText('svg', false)
