import { startSandbox } from '../../sandbox/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { writeLine, type Streams } from '../streams.ts'
import { UsageError } from '../usage-error.ts'

/** What the command takes. */
export const sandboxOptions = {
  port: { type: 'string', default: '4000' },
  hostname: { type: 'string', default: '127.0.0.1' },
  json: { type: 'boolean' },
} as const

const portFrom = (text: string): number => {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError('--port must be a number from 0 to 65535; 0 takes a free one')
  return port
}

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

/** `mfa-enroll sandbox` */
export const sandboxCommand = async (
  args: readonly string[],
  { output, error }: Streams,
): Promise<ExitCode> => {
  const { port, hostname, json } = parseCommandArguments('sandbox', args, sandboxOptions)
  const running = await startSandbox({ port: portFrom(port), hostname }).catch((cause: unknown) => {
    throw new UsageError(cause instanceof Error ? cause.message : 'The sandbox could not listen')
  })
  const { url, outbox, sandbox, close } = running
  const { appId, accessToken } = sandbox
  const stopped = untilStopped()
  if (json === true) writeLine(output, JSON.stringify({ url, appId, accessToken, outbox }))
  else {
    writeLine(output, `export GENAUTH_HOST=${url}`)
    writeLine(output, `export GENAUTH_APP_ID=${appId}`)
    writeLine(output, `export GENAUTH_ACCESS_TOKEN=${accessToken}`)
    writeLine(
      error,
      `\nA GenAuth sandbox answers at ${url}. Paste the lines above into another terminal, then:`,
    )
    writeLine(error, '  npx mfa-enroll enroll --factor otp')
    writeLine(error, `Messages it would have sent: ${outbox}`)
    writeLine(error, 'Ctrl-C ends it.')
  }
  if (hostname !== '127.0.0.1' && hostname !== 'localhost' && hostname !== '::1')
    writeLine(
      error,
      'Warning: other machines may reach this address. The outbox answers under the names of this machine only.',
    )
  await stopped
  await close()
  return exitCode.done
}
