import { startSandbox, type RunningSandbox } from '../../sandbox/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { sandbox as sandboxCall } from '../commands/sandbox.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import { cannotListen, portFaultOf, portFrom } from '../loopback/port.ts'
import { sentences } from '../sentences.ts'
import { writeLine, type Streams } from '../streams.ts'
import { tell } from '../tell.ts'
import { textsFor, type CliTexts } from '../texts/texts.ts'
import { untilStopped } from '../until-stopped.ts'
import { UsageError } from '../usage-error.ts'
import { calledAs } from './called-as.ts'
import { peopleOf } from './people.ts'
import { smtpFrom } from './smtp-option.ts'

const numberFrom = (
  option: string,
  text: string,
  [least, most]: readonly [number, number],
  { sandbox }: CliTexts,
): number => {
  const number = /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) throw new UsageError(sandbox.numberWrong(option, least, most))
  return number
}

/** The sandbox speaks of the options of its own call; what is wrong with `--port` is told as everywhere. */
const notStarted = (cause: unknown, port: number, texts: CliTexts): UsageError => {
  const reason = cause instanceof Error ? cause.cause : undefined
  if (portFaultOf(reason) !== null) return cannotListen(port, texts, reason)
  return new UsageError(cause instanceof Error ? cause.message : texts.sandbox.notListening)
}

type People = ReturnType<typeof peopleOf>

const tellProgram = ({ url, outbox, sandbox }: RunningSandbox, people: People, { output }: Streams): void => {
  const [{ accessToken, account }] = people
  writeLine(output, JSON.stringify({ url, appId: sandbox.appId, accessToken, outbox, account, people }))
}

const tokenVariable = (place: number): string => `GENAUTH_ACCESS_TOKEN${place === 1 ? '' : `_${place}`}`

const tellPerson = (
  { url, outbox, sandbox }: RunningSandbox,
  people: People,
  { output, error }: Streams,
  { remark, sandbox: texts }: CliTexts,
  sendsMail: boolean,
): void => {
  writeLine(output, `export GENAUTH_HOST=${url}`)
  writeLine(output, `export GENAUTH_APP_ID=${sandbox.appId}`)
  for (const [index, { accessToken }] of people.entries())
    writeLine(output, `export ${tokenVariable(index + 1)}=${accessToken}`)
  tell(error, `\n${sentences(remark.sandboxAt(url), texts.pasteThen)}`)
  writeLine(error, `  ${calledAs(process.argv[1], process.cwd())} enroll --factor otp`)
  for (const [index, { account }] of people.entries()) {
    const { email, password } = account
    const says =
      index === 0
        ? texts.signsIn(email, password)
        : texts.signsInToo(email, password, tokenVariable(index + 1))
    tell(error, says)
  }
  tell(error, texts.messagesAt(outbox, sendsMail))
  tell(error, texts.stops)
}

/** `mfa-enroll sandbox` */
export const sandboxCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const { env, error } = streams
  const texts = textsFor(langOfArguments(args, env))
  const { values } = parseCommandArguments(sandboxCall, args, texts)
  const { hostname } = values
  const smtp = smtpFrom(values.smtp, env, texts)
  const count = numberFrom('--people', values.people, [1, 100], texts)
  const options = {
    port: portFrom(values.port, texts),
    hostname,
    codeLength: numberFrom('--code-length', values['code-length'], [4, 8], texts),
    factorIds: values['factor-ids'],
    listShape: values['list-shape'],
    ...(smtp === undefined ? {} : { smtp }),
  }
  const running = await startSandbox(options).catch((cause: unknown) => {
    throw notStarted(cause, options.port, texts)
  })
  const stopped = untilStopped()
  const people = peopleOf(running.sandbox, count)
  if (values.json === true) tellProgram(running, people, streams)
  else tellPerson(running, people, streams, texts, smtp !== undefined)
  if (hostname !== '127.0.0.1' && hostname !== 'localhost' && hostname !== '::1')
    tell(error, texts.sandbox.reachable)
  await stopped
  await running.close()
  return exitCode.done
}
