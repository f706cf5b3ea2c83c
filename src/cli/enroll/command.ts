import * as E from '#fp-ts/Either'
import { createEnrollment } from '../../live/index.ts'
import { accessTokenSource, tokenProblem, type AccessTokenSource } from '../access-token.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { connectionFrom, serviceOver } from '../connection.ts'
import { chosenFrom, factorNames, type EnrollableFactor } from '../destination.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { watchInterruption } from '../interruption.ts'
import { ask, Interrupted, type Question } from '../prompt.ts'
import { isInteractive, writeLine, type Streams } from '../streams.ts'
import { en, messageText } from '../../view/index.ts'
import { UsageError } from '../usage-error.ts'
import { reportTo } from './report.ts'
import { enrollInteractively } from './interactive.ts'
import { leaveOnInterruption } from './leave-on-interruption.ts'
import { enrollPiped } from './piped.ts'

/** What the command takes. */
export const enrollOptions = {
  factor: { type: 'string' },
  phone: { type: 'string' },
  email: { type: 'string' },
  host: { type: 'string' },
  'app-id': { type: 'string' },
  brand: { type: 'string' },
  'access-token-file': { type: 'string' },
  ascii: { type: 'boolean' },
  'ack-recovery-code': { type: 'boolean' },
  json: { type: 'boolean' },
  reveal: { type: 'boolean' },
} as const

const factorFrom = (name: string | undefined, interactive: boolean): EnrollableFactor | null => {
  if (name === undefined) {
    if (interactive) return null
    throw new UsageError('No factor: give --factor otp, sms or email')
  }
  const known = Object.entries(factorNames).find(([option]) => option === name.toLowerCase())
  if (known === undefined) throw new UsageError('--factor must be otp, sms or email')
  return known[1]
}

/** The destination that goes with the factor; one for another factor is a mistake worth telling. */
const destinationFrom = (
  factor: EnrollableFactor | null,
  phone: string | undefined,
  email: string | undefined,
): string | null => {
  if (phone !== undefined && factor !== 'SMS') throw new UsageError('--phone goes with --factor sms')
  if (email !== undefined && factor !== 'EMAIL') throw new UsageError('--email goes with --factor email')
  return phone ?? email ?? null
}

const tokenQuestion: Question = {
  label: () => 'Access token (not shown): ',
  check: (text) => {
    const problem = tokenProblem(text)
    return problem && `That line ${problem}.`
  },
  hidden: true,
}

const destinationFlags = { OTP: '', SMS: '--phone', EMAIL: '--email' } as const

/** `mfa-enroll enroll` */
export const enrollCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const values = parseCommandArguments('enroll', args, enrollOptions)
  const interactive = isInteractive(streams) && values.json !== true
  const factor = factorFrom(values.factor, interactive)
  const destination = destinationFrom(factor, values.phone, values.email)
  const checked =
    factor === null || (destination === null && factor !== 'OTP')
      ? null
      : chosenFrom(factor, destination ?? '')
  if (checked !== null && E.isLeft(checked)) throw new UsageError(checked.left)
  if (checked === null && factor !== null && !interactive)
    throw new UsageError(`--factor ${factor.toLowerCase()} needs ${destinationFlags[factor]}`)

  const connection = connectionFrom(values, streams)
  let accessToken: AccessTokenSource | null = null
  // Before the person is asked for anything: a wrong host should not cost a token typed in vain.
  const service = serviceOver(connection, async () => {
    if (accessToken === null) throw new Error('The service was called before there was an access token')
    return accessToken()
  })
  const askToken = interactive ? async () => (await ask(streams, tokenQuestion)) ?? '' : null
  const interruption = watchInterruption()
  // The wait for a next message would keep the process for a minute after its last word.
  let stop = (): void => undefined
  try {
    accessToken = await accessTokenSource(values['access-token-file'], streams, askToken)
    const enrollment = createEnrollment({ service })
    stop = enrollment.stop
    leaveOnInterruption(interruption, enrollment, streams)
    const ackRecoveryCode = values['ack-recovery-code'] === true
    if (interactive || checked === null) {
      const style = values.ascii === true ? 'ascii' : 'blocks'
      return await enrollInteractively(enrollment, streams, { ackRecoveryCode, factor, destination, style })
    }
    reportTo(enrollment, streams, { json: values.json === true, revealed: values.reveal === true })
    return await enrollPiped(enrollment, streams, {
      ackRecoveryCode,
      wasInterrupted: interruption.happened,
      chosen: checked.right,
    })
  } catch (cause) {
    if (!(cause instanceof Interrupted)) throw cause
    writeLine(streams.output, messageText(en, { id: 'cancelled', params: {} }))
    return exitCode.cancelled
  } finally {
    stop()
    interruption.stop()
  }
}
