import { languageOption } from './account-options.ts'
import type { Command, Options } from './command.ts'

/** How an enrollment of this command may be looked at, while it runs and afterwards. */
export const observationOptions = {
  inspect: {
    type: 'boolean',
    section: 'To look at',
    about: 'show the machine at work on a page of this machine, and print its link',
  },
  record: {
    type: 'string',
    section: 'To look at',
    value: 'FILE',
    isFile: true,
    about: 'keep what happens, without secrets, in a file of mode 0600',
  },
} as const satisfies Options

export const inspect = {
  name: 'inspect',
  about: 'see the machine at work, or replay a recording',
  usage: ['inspect [options]', 'inspect FILE [options]'],
  arguments: [
    {
      name: 'FILE',
      about: 'a recording that --record wrote; without it, play',
      isOptional: true,
      isFile: true,
    },
  ],
  options: {
    port: {
      type: 'string',
      section: 'Server',
      value: 'N',
      default: '0',
      about: 'the port of the page; 0 takes a free one',
    },
    ...languageOption,
  },
  notes: [
    'Without FILE it shows an enrollment against a sandbox of its own, and takes its events from the page; the codes that the sandbox sends stand in the terminal. Reload the page to begin another one.',
    'Other machines cannot reach the page, and the link works once. No secret is shown on it, and contact data is masked. Ctrl-C ends it.',
  ],
} as const satisfies Command
