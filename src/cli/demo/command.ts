import { redact } from '../../../machines/index.ts'
import { createEnrollment, settledView, type Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { serviceOver } from '../connection.ts'
import { enrollInteractively } from '../enroll/interactive.ts'
import { leaveOnInterruption } from '../enroll/leave-on-interruption.ts'
import { onStateChange } from '../enroll/report.ts'
import { exitCodeOf, type ExitCode } from '../exit-code.ts'
import { watchInterruption } from '../interruption.ts'
import { startSandbox } from '../../sandbox/index.ts'
import { isInteractive, writeLine, type Streams } from '../streams.ts'
import { codeFor } from './authenticator.ts'

/** What the command takes. */
export const demoOptions = { ascii: { type: 'boolean' } } as const

const answer = (view: EnrollmentView): string =>
  view.state === 'awaitingCode' && view.challenge.factorType === 'OTP' ? codeFor(view.challenge.otp) : ''

/** Nobody is there: the built-in authenticator answers, and each state is a line. */
const enrollByItself = async (
  enrollment: Enrollment,
  { output }: Streams,
  interrupted: () => boolean,
): Promise<ExitCode> => {
  onStateChange(enrollment, ({ state }) => writeLine(output, state))
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  for (;;) {
    const view = await settledView(enrollment)
    if (view.state === 'awaitingCode' && view.error === null)
      enrollment.send({ type: 'code.submitted', passCode: answer(view) })
    else if (view.state === 'savingRecoveryCode') enrollment.send({ type: 'recoveryCode.saved' })
    else return exitCodeOf(view, interrupted())
  }
}

/** `mfa-enroll demo` */
export const demoCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const values = parseCommandArguments('demo', args, demoOptions)
  const interruption = watchInterruption()
  const { url, sandbox, close } = await startSandbox({ port: 0 })
  const accessToken = redact(sandbox.accessToken)
  const connection = { host: url, appId: sandbox.appId, brand: 'genauth' } as const
  const enrollment = createEnrollment({ service: serviceOver(connection, async () => accessToken) })
  try {
    leaveOnInterruption(interruption, enrollment, streams)
    writeLine(streams.error, `A GenAuth sandbox answers at ${url}.`)
    writeLine(streams.error, 'Binding an authenticator app (OTP) to its test account.')
    if (!isInteractive(streams)) return await enrollByItself(enrollment, streams, interruption.happened)
    return await enrollInteractively(enrollment, streams, {
      factor: 'OTP',
      destination: null,
      style: values.ascii === true ? 'ascii' : 'blocks',
      ackRecoveryCode: false,
      answer,
    })
  } finally {
    enrollment.stop()
    interruption.stop()
    await close()
  }
}
