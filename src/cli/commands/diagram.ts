import { languageOption } from './account-options.ts'
import type { Command } from './command.ts'

export const diagramFormats = ['mermaid', 'table', 'svg', 'json'] as const

export const diagram = {
  name: 'diagram',
  about: 'print the machine as a picture or a table',
  usage: ['diagram [options]', 'diagram --format svg > machine.svg'],
  arguments: [],
  options: {
    format: {
      type: 'string',
      section: 'What',
      choices: diagramFormats,
      default: 'mermaid',
      about: 'a diagram, Markdown tables, a picture, or the structure for pictures of your own',
    },
    story: {
      type: 'boolean',
      section: 'What',
      about: 'mermaid: only the way that most enrollments go; svg: the labels of that way alone',
    },
    ...languageOption,
  },
  notes: ['It asks no network.'],
} as const satisfies Command
