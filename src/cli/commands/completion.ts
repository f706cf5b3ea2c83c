import type { Command } from './command.ts'

export const shells = ['bash', 'zsh', 'fish'] as const

export const completion = {
  name: 'completion',
  about: 'print a script that lets a shell complete this',
  usage: ['completion bash|zsh|fish'],
  arguments: [{ name: 'SHELL', about: 'the shell to complete in', choices: shells }],
  options: {},
  notes: ['The first lines of the script say how to install it. Completing asks no network.'],
} as const satisfies Command
