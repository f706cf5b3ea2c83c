import { startSandbox, type RunningSandbox } from '../../sandbox/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { sandbox as sandboxCall } from '../commands/sandbox.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import { cannotListen, portFaultOf, portFrom } from '../loopback/port.ts'
import { writeLine, type Streams } from '../streams.ts'
import { tell } from '../tell.ts'
import { textsFor, type CliTexts } from '../texts/texts.ts'
import { untilStopped } from '../until-stopped.ts'
import { UsageError } from '../usage-error.ts'
import { calledAs } from './called-as.ts'
import { smtpFrom } from './smtp-option.ts'

const codeLengthFrom = (text: string): number => {
  if (!/^[4-8]$/.test(text)) throw new UsageError('--code-length must be a number from 4 to 8')
  return Number(text)
}

/** The sandbox speaks of the options of its own call; what is wrong with `--port` is told as everywhere. */
const notStarted = (cause: unknown, port: number, texts: CliTexts): UsageError => {
  const reason = cause instanceof Error ? cause.cause : undefined
  if (portFaultOf(reason) !== null) return cannotListen(port, texts, reason)
  return new UsageError(cause instanceof Error ? cause.message : 'The sandbox could not listen')
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
  tell(error, `\nA GenAuth sandbox answers at ${url}. Paste the lines above into another terminal, then:`)
  writeLine(error, `  ${calledAs(process.argv[1], process.cwd())} enroll --factor otp`)
  tell(error, `Its test account signs in with ${email ?? ''} and ${password}`)
  tell(
    error,
    `Messages${smtp === undefined ? ' it would have sent' : ', of which it sends e-mail'}: ${outbox}`,
  )
  tell(error, 'Ctrl-C ends it.')
}

/** `mfa-enroll sandbox` */
export const sandboxCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const { env, error } = streams
  const texts = textsFor(langOfArguments(args, env))
  const { values } = parseCommandArguments(sandboxCall, args, texts)
  const { hostname } = values
  const smtp = smtpFrom(values.smtp, env)
  const options = {
    port: portFrom(values.port, texts),
    hostname,
    codeLength: codeLengthFrom(values['code-length']),
    factorIds: values['factor-ids'],
    listShape: values['list-shape'],
    ...(smtp === undefined ? {} : { smtp }),
  }
  const running = await startSandbox(options).catch((cause: unknown) => {
    throw notStarted(cause, options.port, texts)
  })
  const stopped = untilStopped()
  if (values.json === true) tellProgram(running, streams)
  else tellPerson(running, smtp, streams)
  if (hostname !== '127.0.0.1' && hostname !== 'localhost' && hostname !== '::1')
    tell(
      error,
      'Warning: other machines may reach this address. The outbox answers under the names of this machine only.',
    )
  await stopped
  await running.close()
  return exitCode.done
}
