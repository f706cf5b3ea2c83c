import { connectionOptions, languageOption, plainOption } from './account-options.ts'
import type { Command, Options } from './command.ts'
import { observationOptions } from './inspect.ts'

/** Where codes are sent to: the same for the first factor and for one that takes another's place. */
export const destinationOptions = {
  phone: {
    type: 'string',
    section: 'What',
    value: 'NUMBER',
    about: 'for sms, with its country code: +8618800000000',
  },
  email: { type: 'string', section: 'What', value: 'ADDRESS', about: 'for email' },
} as const satisfies Options

const targetOptions = {
  ...destinationOptions,
  photo: {
    type: 'string',
    section: 'What',
    value: 'FILE',
    isFile: true,
    about: 'for face: a JPEG or PNG',
  },
} as const satisfies Options

/** How an enrollment shows itself. */
export const enrollmentOptions = {
  ascii: { type: 'boolean', section: 'How', about: 'draw the QR code with ASCII characters' },
  'ack-recovery-code': {
    type: 'boolean',
    section: 'How',
    about: 'do not ask whether the recovery code was saved',
  },
  json: { type: 'boolean', section: 'How', about: 'one JSON line for each change of state' },
  reveal: { type: 'boolean', section: 'How', about: 'show secrets although the output is no terminal' },
  ...languageOption,
  ...plainOption,
} as const satisfies Options

export const readyOption = {
  yes: { type: 'boolean', section: 'How', about: 'do not ask whether you are ready' },
} as const satisfies Options

export const enroll = {
  name: 'enroll',
  about: 'bind a factor to an account',
  usage: [
    'enroll --factor otp',
    'enroll --factor sms --phone +8618800000000',
    'enroll --factor email --email ann@example.com',
    'enroll --factor face --photo me.jpg',
  ],
  arguments: [],
  options: {
    ...connectionOptions,
    factor: {
      type: 'string',
      section: 'What',
      choices: ['otp', 'sms', 'email', 'face'],
      about: 'which factor; a terminal asks',
    },
    ...targetOptions,
    ...enrollmentOptions,
    ...readyOption,
    ...observationOptions,
  },
  notes: [
    'Without a terminal, or with --json, codes are read from standard input, one a line: a wrong code reads the next line, and "saved" confirms the recovery code.',
    'With --inspect the page may send events as well: a code, another message, a cancellation. What --record keeps can be handed to support: no secrets, and contact data masked.',
  ],
} as const satisfies Command
