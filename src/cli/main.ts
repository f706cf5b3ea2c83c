#!/usr/bin/env node
import { exitCode } from './exit-code.ts'
import { program } from './program.ts'

// The reader of a pipe may leave first (`| head -1`); that is no bug of ours.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  process.exit(cause.code === 'EPIPE' ? exitCode.done : exitCode.bug)
})

const { stdin: input, stdout: output, stderr: error, env, argv } = process

try {
  process.exitCode = await program(argv.slice(2), { input, output, error, env })
} catch (cause) {
  const kind = cause instanceof Error ? cause.name : 'unknown'
  // The message of an unforeseen error may hold anything; the stack only where somebody asked for it.
  error.write(`mfa-enroll: this is a bug (${kind}). Set DEBUG=mfa-enroll to see where, and please report it.\n`)
  if (env['DEBUG'] === 'mfa-enroll' && cause instanceof Error) error.write(`${cause.stack}\n`)
  process.exitCode = exitCode.bug
} finally {
  // An open standard input would keep the process waiting.
  input.unref?.()
}
