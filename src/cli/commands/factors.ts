import { connectionOptions, languageOption, plainOption } from './account-options.ts'
import type { Argument, Command } from './command.ts'
import { destinationOptions, enrollmentOptions, readyOption } from './enroll.ts'

const factorId = {
  name: 'ID',
  about: 'the id of a factor, as mfa-enroll factors shows it',
} as const satisfies Argument

const json = { type: 'boolean', section: 'How', about: 'one JSON line' } as const

export const factors = {
  name: 'factors',
  about: 'list what an account has, and what it may add',
  usage: ['factors [options]', 'factors remove ID [options]', 'factors replace ID [options]'],
  arguments: [],
  options: { ...connectionOptions, json, ...languageOption, ...plainOption },
  notes: ['Phone numbers and e-mail addresses are masked, with --json as well.'],
} as const satisfies Command

export const removeFactor = {
  name: 'factors remove',
  about: 'take a factor off an account',
  usage: ['factors remove ID [options]'],
  arguments: [factorId],
  options: {
    ...connectionOptions,
    yes: { type: 'boolean', section: 'How', about: 'do not ask; without a terminal this is needed' },
    json,
    ...languageOption,
    ...plainOption,
  },
  notes: [
    'It shows which factor will go and asks. If the service does not say that it worked, it looks at the list and tells how it is.',
  ],
} as const satisfies Command

export const replaceFactor = {
  name: 'factors replace',
  about: 'bind a new one, then take the old one off',
  usage: ['factors replace ID [options]'],
  arguments: [factorId],
  options: { ...connectionOptions, ...destinationOptions, ...enrollmentOptions, ...readyOption },
  notes: [
    'The new factor is of the same type. The old one stays until the new one is bound. A face cannot be replaced like this, for GenAuth keeps one: remove it first, then enroll the new one. Left half way, it says which factors the account has. Without a terminal, or with --json, it reads standard input as enroll does.',
  ],
} as const satisfies Command
