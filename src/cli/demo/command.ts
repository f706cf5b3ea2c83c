import { redact } from '../../../machines/index.ts'
import { createGenAuthService, createPhotoUpload } from '../../genauth/index.ts'
import { createEnrollment, settledView, whenView, type Enrollment } from '../../live/index.ts'
import { startSandbox } from '../../sandbox/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { demo } from '../commands/demo.ts'
import { clientOver } from '../connection.ts'
import { leaveOnInterruption } from '../enroll/leave-on-interruption.ts'
import { onStateChange } from '../enroll/report.ts'
import { runEnrollment } from '../enroll/run-enrollment.ts'
import { exitCodeOf, type ExitCode } from '../exit-code.ts'
import { observe } from '../inspect/observe.ts'
import type { Observation } from '../inspect/observed-run.ts'
import { watchInterruption, type Interruption } from '../interruption.ts'
import { langOfArguments } from '../lang.ts'
import { isInteractive, writeLine, type Streams } from '../streams.ts'
import { openTerminal } from '../terminal.ts'
import { textsFor } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { servePage } from '../web/command.ts'
import { codeFor } from './authenticator.ts'

const answer = (view: EnrollmentView): string =>
  view.state === 'awaitingCode' && view.challenge.factorType === 'OTP' ? codeFor(view.challenge.otp) : ''

/** Nobody is there: the built-in authenticator answers, and each state is a line. */
const enrollByItself = async (
  enrollment: Enrollment,
  { output }: Streams,
  interrupted: () => boolean,
  begin: Promise<void>,
): Promise<ExitCode> => {
  onStateChange(enrollment, ({ state }) => writeLine(output, state))
  // Whoever opened the page may have begun, or left, by themselves.
  await Promise.race([begin, whenView(enrollment, ({ state }) => state !== 'idle')])
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  for (;;) {
    const view = await settledView(enrollment)
    const code = view.error === null ? answer(view) : ''
    if (code !== '') enrollment.send({ type: 'code.submitted', passCode: code })
    else if (view.state === 'savingRecoveryCode') enrollment.send({ type: 'recoveryCode.saved' })
    else return exitCodeOf(view, interrupted())
  }
}

/** `mfa-enroll demo` */
export const demoCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, streams.env))
  const { values } = parseCommandArguments(demo, args, texts)
  if (values.web === true) {
    if (values.record !== undefined) throw new UsageError(texts.web.noRecord)
    if (values.server === true && values.inspect === true) throw new UsageError(texts.web.noInspect)
    return servePage(values, streams, texts)
  }
  if (values.port !== undefined) throw new UsageError(texts.web.goesWithWeb('--port'))
  if (values.server !== undefined) throw new UsageError(texts.web.goesWithWeb('--server'))
  const { url, sandbox, close } = await startSandbox({ port: 0 })
  const accessToken = async () => redact(sandbox.accessToken)
  const connection = { host: url, appId: sandbox.appId, brand: 'genauth' } as const
  const service = clientOver(connection, accessToken, texts, createGenAuthService)
  const upload = clientOver(connection, accessToken, texts, createPhotoUpload)
  const terminal = isInteractive(streams) ? openTerminal(streams, texts, values.plain === true) : null
  const tell = terminal?.say ?? ((text: string) => writeLine(streams.error, text))
  const show = (line: string) => writeLine(terminal === null ? streams.error : streams.output, line)
  let observation: Observation | null = null
  let interruption: Interruption | null = null
  let stop = (): void => undefined
  try {
    observation = await observe({ values, texts, tell, show })
    // Not before there is something to leave: until then Ctrl-C ends the process, as it does any other.
    interruption = watchInterruption(texts)
    const enrollment = createEnrollment({ service, ...observation.options })
    stop = enrollment.stop
    tell(texts.remark.sandboxAt(url))
    tell(texts.remark.demoBinds)
    if (terminal === null) {
      leaveOnInterruption(interruption, enrollment, texts, tell)
      if (observation.whenOpened !== null) tell(texts.inspect.waiting)
      const begin = observation.whenOpened ?? Promise.resolve()
      return await enrollByItself(enrollment, streams, interruption.happened, begin)
    }
    const target = { factor: 'OTP', given: null } as const
    const run = { streams, texts, terminal, interruption, target, upload, values, answer }
    return await runEnrollment(enrollment, run)
  } finally {
    stop()
    await observation?.close()
    terminal?.close()
    interruption?.stop()
    await close()
  }
}
