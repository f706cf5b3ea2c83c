import { languageOption } from './account-options.ts'
import type { Command } from './command.ts'

export const key = {
  name: 'key',
  about: 'make a key that seals stored enrollments',
  usage: ['key', 'key > new-key'],
  arguments: [],
  options: languageOption,
  notes: [
    'Prints 32 random bytes in base64, as MFA_ENROLL_KEY takes them. It is a secret: put it where your other secrets are, and before the older ones when you change keys. On a terminal the error stream says the id that error messages know it by.',
  ],
} as const satisfies Command
