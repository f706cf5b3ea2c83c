import { createFactorDirectory, type GenAuthOptions } from '../../genauth/index.ts'
import type { FactorDirectory } from '../../../machines/index.ts'
import { plainText } from '../../view/index.ts'
import { accessTokenQuestion, accessTokenSource, type AccessTokenSource } from '../access-token.ts'
import { clientOver, connectionFrom, type ConnectionOptions } from '../connection.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { watchInterruption, type Interruption } from '../interruption.ts'
import type { Paint } from '../look.ts'
import { Interrupted } from '../question.ts'
import { isInteractive, sizeOf, writeLine, type Streams } from '../streams.ts'
import { openTerminal, type Terminal } from '../terminal.ts'
import type { CliTexts } from '../texts/texts.ts'
import { factorTable } from './factor-table.ts'
import type { ShownFactor } from './shown-factor.ts'

export interface AccountValues extends ConnectionOptions {
  readonly 'access-token-file'?: string | undefined
  readonly json?: boolean | undefined
  readonly plain?: boolean | undefined
}

/** An account that a command works on, and the way to speak to whoever runs it. */
export interface Account {
  readonly streams: Streams
  readonly texts: CliTexts
  /** Null where a script sits at the other end. */
  readonly terminal: Terminal | null
  readonly interruption: Interruption
  readonly directory: FactorDirectory
  /** Another client of the same service. */
  readonly client: <Client>(create: (options: GenAuthOptions) => Client) => Client
  /** Tells what goes on and how it ended; nothing where the output is JSON. */
  readonly say: (text: string, paint?: Paint) => void
  /** Shows factors; nothing where the output is JSON. */
  readonly show: (factors: readonly ShownFactor[]) => void
  /** Tells what went wrong: to a script on the error stream. */
  readonly warn: (text: string) => void
  /** The id that support asks for; a JSON line has it already. */
  readonly support: (requestId: string) => void
  /** Writes a line of JSON, where that is what the output is. */
  readonly tellProgram: (line: object) => void
}

const voiceOf = (streams: Streams, texts: CliTexts, terminal: Terminal | null, json: boolean) => {
  const { output, error } = streams
  const say: Account['say'] = (text, paint) => {
    if (json) return
    if (terminal === null) writeLine(output, text)
    else terminal.say(text, paint)
  }
  const show: Account['show'] = (factors) => {
    if (json) return
    const columns = output.isTTY === true ? sizeOf(streams).columns : Number.POSITIVE_INFINITY
    for (const line of factorTable(factors, texts.factors, columns)) writeLine(output, line)
  }
  const warn: Account['warn'] = (text) => {
    if (terminal === null) writeLine(error, text)
    else terminal.say(text, 'red')
  }
  const support: Account['support'] = (requestId) => {
    const line = texts.factors.request(plainText(requestId, 128))
    if (terminal !== null) terminal.say(line, 'dim')
    else if (!json) writeLine(error, line)
  }
  const tellProgram: Account['tellProgram'] = (line) => {
    if (json) writeLine(output, JSON.stringify(line))
  }
  return { say, show, warn, support, tellProgram }
}

/** Whether a person can be asked. */
export const hasTerminal = (streams: Streams, { json }: Pick<AccountValues, 'json'>): boolean =>
  isInteractive(streams) && json !== true

/**
 * Gives a command the account that its arguments speak of.
 *
 * @throws UsageError if the service or the access token is missing or cannot be used.
 */
export const withAccount = async (
  values: AccountValues,
  streams: Streams,
  texts: CliTexts,
  use: (account: Account) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const connection = connectionFrom(values, streams, texts)
  let accessToken: AccessTokenSource | null = null
  const presentToken: AccessTokenSource = async () => {
    if (accessToken === null) throw new Error('The service was called before there was an access token')
    return accessToken()
  }
  const client: Account['client'] = (create) => clientOver(connection, presentToken, texts, create)
  // Before the person is asked for anything: a wrong host should not cost a token typed in vain.
  const directory = client(createFactorDirectory)
  const terminal = hasTerminal(streams, values) ? openTerminal(streams, texts, values.plain === true) : null
  const askToken = terminal && (async () => (await terminal.ask(accessTokenQuestion(texts))) ?? '')
  const interruption = watchInterruption(texts)
  const voice = voiceOf(streams, texts, terminal, values.json === true)
  try {
    accessToken = await accessTokenSource(values['access-token-file'], streams, texts, askToken)
    return await use({ streams, texts, terminal, interruption, directory, client, ...voice })
  } catch (cause) {
    if (!(cause instanceof Interrupted)) throw cause
    voice.say(texts.factors.left)
    return exitCode.cancelled
  } finally {
    terminal?.close()
    interruption.stop()
  }
}
