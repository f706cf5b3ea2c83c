import { startSandbox, type RunningSandbox } from '../../sandbox/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { sandbox as sandboxCall } from '../commands/sandbox.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import { writeLine, type Streams } from '../streams.ts'
import { textsFor } from '../texts/texts.ts'
import { untilStopped } from '../until-stopped.ts'
import { UsageError } from '../usage-error.ts'
import { calledAs } from './called-as.ts'
import { smtpFrom } from './smtp-option.ts'

const numberFrom = (text: string, least: number, most: number, problem: string): number => {
  const number = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) throw new UsageError(problem)
  return number
}

const tellProgram = ({ url, outbox, sandbox }: RunningSandbox, { output }: Streams): void => {
  const { appId, accessToken, account } = sandbox
  const { email, password } = account
  writeLine(output, JSON.stringify({ url, appId, accessToken, outbox, account: { email, password } }))
}

const tellPerson = (
  { url, outbox, sandbox }: RunningSandbox,
  smtp: string | undefined,
  { output, error }: Streams,
): void => {
  const { email, password } = sandbox.account
  writeLine(output, `export GENAUTH_HOST=${url}`)
  writeLine(output, `export GENAUTH_APP_ID=${sandbox.appId}`)
  writeLine(output, `export GENAUTH_ACCESS_TOKEN=${sandbox.accessToken}`)
  writeLine(
    error,
    `\nA GenAuth sandbox answers at ${url}. Paste the lines above into another terminal, then:`,
  )
  writeLine(error, `  ${calledAs(process.argv[1], process.cwd())} enroll --factor otp`)
  writeLine(error, `Its test account signs in with ${email ?? ''} and ${password}`)
  writeLine(
    error,
    `Messages${smtp === undefined ? ' it would have sent' : ', of which it sends e-mail'}: ${outbox}`,
  )
  writeLine(error, 'Ctrl-C ends it.')
}

/** `mfa-enroll sandbox` */
export const sandboxCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const { env, error } = streams
  const { values } = parseCommandArguments(sandboxCall, args, textsFor(langOfArguments(args, env)))
  const { hostname } = values
  const smtp = smtpFrom(values.smtp, env)
  const options = {
    port: numberFrom(values.port, 0, 65_535, '--port must be a number from 0 to 65535; 0 takes a free one'),
    hostname,
    codeLength: numberFrom(values['code-length'], 4, 8, '--code-length must be a number from 4 to 8'),
    factorIds: values['factor-ids'],
    listShape: values['list-shape'],
    ...(smtp === undefined ? {} : { smtp }),
  }
  const running = await startSandbox(options).catch((cause: unknown) => {
    throw new UsageError(cause instanceof Error ? cause.message : 'The sandbox could not listen')
  })
  const stopped = untilStopped()
  if (values.json === true) tellProgram(running, streams)
  else tellPerson(running, smtp, streams)
  if (hostname !== '127.0.0.1' && hostname !== 'localhost' && hostname !== '::1')
    writeLine(
      error,
      'Warning: other machines may reach this address. The outbox answers under the names of this machine only.',
    )
  await stopped
  await running.close()
  return exitCode.done
}
