import { enrollmentMachine } from '../../../machines/index.ts'
import { mermaidOf, story, structureOf, transitionList, transitionTable } from '../../inspect/index.ts'
import { pictureLayoutOf, svgOf } from '../../viewer/index.ts'
import type { diagramFormats } from '../commands/diagram.ts'

export type DiagramFormat = (typeof diagramFormats)[number]

/** The machine in one format, as docs/machine.md has it. `onlyStory`: the way that most enrollments go. */
export const diagramText = async (format: DiagramFormat, onlyStory: boolean): Promise<string> => {
  const structure = structureOf(enrollmentMachine)
  switch (format) {
    case 'mermaid':
      return `${mermaidOf(structure, onlyStory ? { only: story } : {})}\n`
    case 'table':
      return `${transitionTable(structure)}\n\n${transitionList(structure)}\n`
    case 'svg':
      return svgOf(structure, await pictureLayoutOf(structure, onlyStory ? 'story' : 'full'))
    case 'json':
      return `${JSON.stringify(structure, null, 2)}\n`
  }
}
