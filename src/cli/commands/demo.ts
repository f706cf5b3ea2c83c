import { languageOption, plainOption } from './account-options.ts'
import type { Command } from './command.ts'
import { readyOption } from './enroll.ts'
import { observationOptions } from './inspect.ts'

export const demo = {
  name: 'demo',
  about: 'see the whole way; nothing to set up',
  usage: ['demo [options]'],
  arguments: [],
  options: {
    ascii: { type: 'boolean', section: 'How', about: 'draw the QR code with ASCII characters' },
    ...languageOption,
    ...plainOption,
    ...readyOption,
    ...observationOptions,
  },
  notes: [
    'An OTP enrollment against a sandbox of its own, over HTTP. On a terminal, scan the QR code with your authenticator app, or press Enter to let a built-in authenticator answer. Without a terminal it answers by itself, and each state is printed on a line; with --inspect it waits until the link is opened.',
  ],
} as const satisfies Command
