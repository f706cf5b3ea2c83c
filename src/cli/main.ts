#!/usr/bin/env node
import { exitCode } from './exit-code.ts'
import { program } from './program.ts'

const { stdin: input, stdout: output, stderr: error, env, argv } = process

const reportBug = (cause: unknown): void => {
  const kind = cause instanceof Error ? cause.name : 'unknown'
  // The message of an unforeseen error may hold anything; the stack only where somebody asked for it.
  error.write(
    `mfa-enroll: this is a bug (${kind}). Set DEBUG=mfa-enroll to see where, and please report it.\n`,
  )
  if (env['DEBUG'] === 'mfa-enroll' && cause instanceof Error) error.write(`${cause.stack}\n`)
  process.exitCode = exitCode.bug
}

// The reader of a pipe may leave first (`| head -1`). What was begun goes on, and the exit code tells how it ended.
const ignoreLeftReader = (cause: NodeJS.ErrnoException): void => {
  if (cause.code === 'EPIPE') return
  error.write(`mfa-enroll: the output cannot be written (${cause.code ?? 'unknown'}).\n`)
  process.exit(exitCode.bug)
}
output.on('error', ignoreLeftReader)
error.on('error', ignoreLeftReader)

process.on('uncaughtException', (cause) => {
  reportBug(cause)
  process.exit()
})

try {
  process.exitCode = await program(argv.slice(2), { input, output, error, env })
} catch (cause) {
  reportBug(cause)
} finally {
  // An open standard input would keep the process waiting.
  input.unref?.()
}
