import { createGenAuthService, createPhotoUpload } from '../../genauth/index.ts'
import { createEnrollment } from '../../live/index.ts'
import { messageText } from '../../view/index.ts'
import { accessTokenQuestion, accessTokenSource, type AccessTokenSource } from '../access-token.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { enroll } from '../commands/enroll.ts'
import { clientOver, connectionFrom } from '../connection.ts'
import { factorNames } from '../destination.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { observe } from '../inspect/observe.ts'
import type { Observation } from '../inspect/observed-run.ts'
import { watchInterruption } from '../interruption.ts'
import { langOfArguments } from '../lang.ts'
import { Interrupted } from '../question.ts'
import { isInteractive, writeLine, type Streams } from '../streams.ts'
import { openTerminal } from '../terminal.ts'
import { textsFor } from '../texts/texts.ts'
import { checkKeyIsSeen, checkTarget, runEnrollment } from './run-enrollment.ts'
import { targetFrom } from './target.ts'

/** `mfa-enroll enroll` */
export const enrollCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, streams.env))
  const { values } = parseCommandArguments(enroll, args, texts)
  const hasTerminal = isInteractive(streams) && values.json !== true
  const target = targetFrom(values.factor === undefined ? null : factorNames[values.factor], values, texts)
  checkTarget(target, texts, hasTerminal)

  const connection = connectionFrom(values, streams, texts)
  let accessToken: AccessTokenSource | null = null
  const presentToken: AccessTokenSource = async () => {
    if (accessToken === null) throw new Error('The service was called before there was an access token')
    return accessToken()
  }
  // Before the person is asked for anything: a wrong host should not cost a token typed in vain.
  const service = clientOver(connection, presentToken, texts, createGenAuthService)
  const upload = clientOver(connection, presentToken, texts, createPhotoUpload)
  checkKeyIsSeen(target, values, texts, hasTerminal)
  const { origin } = new URL(connection.host)
  const terminal = hasTerminal ? openTerminal(streams, texts, values.plain === true) : null
  const askToken = terminal && (async () => (await terminal.ask(accessTokenQuestion(texts))) ?? '')
  const interruption = watchInterruption(texts)
  // The wait for a next message would keep the process for a minute after its last word.
  let stop = (): void => undefined
  let observation: Observation | null = null
  const tell = terminal?.say ?? ((text: string) => writeLine(streams.error, text))
  const show = (line: string) => writeLine(terminal === null ? streams.error : streams.output, line)
  try {
    observation = await observe({ values, texts, tell, show })
    accessToken = await accessTokenSource(values['access-token-file'], streams, texts, askToken)
    const enrollment = createEnrollment({ service, ...observation.options })
    stop = enrollment.stop
    const run = { streams, texts, terminal, interruption, target, upload, origin, values }
    return await runEnrollment(enrollment, run)
  } catch (cause) {
    if (!(cause instanceof Interrupted)) throw cause
    writeLine(streams.output, messageText(texts.messages, { id: 'cancelled', params: {} }))
    return exitCode.cancelled
  } finally {
    stop()
    await observation?.close()
    terminal?.close()
    interruption.stop()
  }
}
