import * as E from '#fp-ts/Either'
import { createEnrollment, type Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { accessTokenSource } from '../access-token.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { connectionFrom, serviceOver } from '../connection.ts'
import { chosenFrom, factorNames, type EnrollableFactor } from '../destination.ts'
import type { ExitCode } from '../exit-code.ts'
import { watchInterruption } from '../interruption.ts'
import { ask, Interrupted } from '../prompt.ts'
import { isInteractive, writeLine, type Streams } from '../streams.ts'
import { UsageError } from '../usage-error.ts'
import { reportTo } from './report.ts'
import { enrollInteractively } from './interactive.ts'
import { enrollPiped } from './piped.ts'
import { exitCode } from '../exit-code.ts'

const options = {
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
const destinationFrom = (factor: EnrollableFactor | null, phone: string | undefined, email: string | undefined): string | null => {
  if (phone !== undefined && factor !== 'SMS') throw new UsageError('--phone goes with --factor sms')
  if (email !== undefined && factor !== 'EMAIL') throw new UsageError('--email goes with --factor email')
  return phone ?? email ?? null
}

const destinationFlags = { OTP: '', SMS: '--phone', EMAIL: '--email' } as const

/** `mfa-enroll enroll` */
export const enrollCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const values = parseCommandArguments('enroll', args, options)
  const interactive = isInteractive(streams) && values.json !== true
  const factor = factorFrom(values.factor, interactive)
  const destination = destinationFrom(factor, values.phone, values.email)
  const checked = factor === null || (destination === null && factor !== 'OTP') ? null : chosenFrom(factor, destination ?? '')
  if (checked !== null && E.isLeft(checked)) throw new UsageError(checked.left)
  if (checked === null && factor !== null && !interactive) throw new UsageError(`--factor ${factor.toLowerCase()} needs ${destinationFlags[factor]}`)

  const connection = connectionFrom(values, streams)
  const hidden = { label: () => 'Access token (not shown): ', check: () => null, hidden: true }
  const askToken = interactive ? async () => (await ask(streams, hidden)) ?? '' : null
  const interruption = watchInterruption()
  try {
    const token = await accessTokenSource(values['access-token-file'], streams, askToken)
    const enrollment = createEnrollment({ service: serviceOver(connection, token) })
    interruption.onFirst(() => enrollment.send({ type: 'enrollment.cancelled' }))
    const ackRecoveryCode = values['ack-recovery-code'] === true
    const common = { ackRecoveryCode, wasInterrupted: interruption.happened }
    if (interactive || checked === null) {
      const style = values.ascii === true ? 'ascii' : 'blocks'
      return await enrollInteractively(enrollment, streams, { ...common, factor, destination, style })
    }
    reportTo(enrollment, streams, { json: values.json === true, revealed: values.reveal === true })
    return await enrollPiped(enrollment, streams, { ...common, chosen: checked.right })
  } catch (cause) {
    if (cause instanceof Interrupted) return exitCode.cancelled
    throw cause
  } finally {
    interruption.stop()
  }
}
