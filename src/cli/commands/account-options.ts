import type { Options } from './command.ts'

/** Which account, and how to reach it. */
export const connectionOptions = {
  host: {
    type: 'string',
    section: 'Where to',
    value: 'URL',
    variable: 'GENAUTH_HOST',
    about: "the application's address",
  },
  'app-id': {
    type: 'string',
    section: 'Where to',
    value: 'ID',
    variable: 'GENAUTH_APP_ID',
    about: "the application's id",
  },
  brand: {
    type: 'string',
    section: 'Where to',
    choices: ['genauth', 'authing'],
    default: 'genauth',
    about: 'whose header names to send',
  },
  'access-token-file': {
    type: 'string',
    section: 'Where to',
    value: 'FILE',
    variable: 'GENAUTH_ACCESS_TOKEN',
    isFile: true,
    about: "a file of mode 0600 with the person's access token; a terminal asks",
  },
} as const satisfies Options

/** In which language, and for which eyes. */
export const languageOption = {
  lang: {
    type: 'string',
    section: 'How',
    choices: ['en', 'zh-CN'],
    about: 'the language; else as the locale says',
  },
} as const satisfies Options

export const plainOption = {
  plain: {
    type: 'boolean',
    section: 'How',
    about: 'never redraw a line: for screen readers and logs',
  },
} as const satisfies Options
