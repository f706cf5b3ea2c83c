import { languageOption } from './account-options.ts'
import type { Command } from './command.ts'

export const sandbox = {
  name: 'sandbox',
  about: 'a GenAuth V3 server for development and tests',
  usage: [
    'sandbox [options]',
    'sandbox --port 0 --json',
    'sandbox --people 2',
    'sandbox --smtp smtp://127.0.0.1:1025',
  ],
  arguments: [],
  options: {
    port: {
      type: 'string',
      section: 'Server',
      value: 'N',
      default: '4000',
      about: 'the port to listen on; 0 takes a free one',
    },
    hostname: {
      type: 'string',
      section: 'Server',
      value: 'NAME',
      default: '127.0.0.1',
      about: 'the address to listen on; anything else lets other machines in',
    },
    json: {
      type: 'boolean',
      section: 'Server',
      about: 'print one JSON line instead of lines for a shell',
    },
    people: {
      type: 'string',
      section: 'User pool',
      value: 'N',
      default: '1',
      about: 'how many people there are, each with an account and an access token; 100 at most',
    },
    smtp: {
      type: 'string',
      section: 'User pool',
      value: 'URL',
      variable: 'MFA_ENROLL_SMTP',
      about: 'send e-mail through this server, as well as keeping it in the outbox',
    },
    'code-length': {
      type: 'string',
      section: 'User pool',
      value: 'N',
      default: '6',
      about: 'digits of a code that is sent, 4 to 8',
    },
    'factor-ids': {
      type: 'string',
      section: 'User pool',
      choices: ['hex', 'user'],
      default: 'hex',
      about:
        'the shape of factor ids; user: the id of person and type, where a second factor of a type takes the place of the first',
    },
    'list-shape': {
      type: 'string',
      section: 'User pool',
      choices: ['array', 'object', 'null'],
      default: 'array',
      about: 'how lists are written: as documented, or as some servers do',
    },
    ...languageOption,
  },
  notes: [
    'Messages are kept in an outbox, at the address it prints; nothing is sent unless --smtp says where. Ctrl-C ends it.',
  ],
} as const satisfies Command
