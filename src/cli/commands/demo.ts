import { languageOption, plainOption } from './account-options.ts'
import type { Command } from './command.ts'
import { readyOption } from './enroll.ts'
import { observationOptions } from './inspect.ts'

export const demo = {
  name: 'demo',
  about: 'see the whole way; nothing to set up',
  usage: ['demo [--inspect] [--record FILE]', 'demo --web [--inspect | --server] [--port N]'],
  arguments: [],
  options: {
    web: {
      type: 'boolean',
      section: 'In a browser',
      about: 'serve a page to play with, and print its link',
    },
    server: {
      type: 'boolean',
      section: 'In a browser',
      about: 'run the enrollments at the server, so that a reload goes on in place',
    },
    port: {
      type: 'string',
      section: 'In a browser',
      value: 'N',
      about: 'the port of the page; 0 takes a free one, as does leaving it out',
    },
    ascii: { type: 'boolean', section: 'How', about: 'draw the QR code with ASCII characters' },
    ...languageOption,
    ...plainOption,
    ...readyOption,
    ...observationOptions,
    record: { ...observationOptions.record, about: `${observationOptions.record.about}; not with --web` },
  },
  notes: [
    'An OTP enrollment against a sandbox of its own, over HTTP. On a terminal, scan the QR code with your authenticator app, or press Enter to let a built-in authenticator answer. Without a terminal it answers by itself, and each state is printed on a line; with --inspect it waits until the link is opened.',
    'With --web it serves a page of a made-up company with <mfa-enrollment> in it, and beside it a phone that gets the messages and has an authenticator app. Other machines cannot reach it, and the link works once. With --inspect the machine stands beside it, follows each step, and takes events. With --server its enrollments run at the server, as those of mfa-enroll serve do: a reload, another tab or a restart in between goes on where it was. Ctrl-C ends it.',
  ],
} as const satisfies Command
