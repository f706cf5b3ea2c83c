import * as E from '#fp-ts/Either'
import {
  reveal,
  vendorLimits,
  type Choice,
  type EnrollFactor,
  type EnrollmentService,
  type ServiceError,
  type ServiceLimits,
} from '../../machines/index.ts'
import { otpUri, secrets } from './examples.ts'

export type CallName = 'sendEnrollFactorRequest' | 'enrollFactor' | 'listEnrolledFactors'

/** A call that the service was asked for. One that was scripted `later` stays open until it is answered here. */
export interface Call {
  readonly name: CallName
  readonly attemptId: string
  readonly signal: AbortSignal
  /** What was to be requested or bound, as clear as it would be sent. */
  readonly sent: unknown
  readonly at: number
  readonly isOpen: () => boolean
  readonly answer: (answer: E.Either<unknown, unknown>) => void
  readonly throwAway: (cause: unknown) => void
}

/** The call stays open until the test answers it. */
export const later = 'later' as const
/** An answer, `later`, or what an implementation with a defect would do instead of answering. */
export type Scripted = E.Either<unknown, unknown> | typeof later | (() => Promise<E.Either<unknown, unknown>>)
export type Script = Partial<Record<CallName, readonly Scripted[]>>

export const bound = E.right({ bound: true })
export const issued = (enrollmentToken: string = secrets.token) => E.right({ enrollmentToken })
export const otpIssued = (enrollmentToken: string = secrets.token, qrCodeUri: string = otpUri) =>
  E.right({ enrollmentToken, otpData: { qrCodeUri, recoveryCode: secrets.recoveryCode } })
export const listed = (...factors: readonly unknown[]) => E.right(factors)
export const refused = (error: ServiceError) => E.left(error)
export const wrongCode = refused({ _tag: 'wrongCode', statusCode: 403, apiCode: 2017 })
export const timedOut = refused({ _tag: 'timedOut' })
export const throws = (cause: unknown) => () => Promise.reject(cause)

const clearChoice = ({ factorType, profile }: Choice) => ({ factorType, profile: reveal(profile) })
const clearBind = ({ factorType, enrollmentToken, enrollmentData }: EnrollFactor) => ({
  factorType,
  enrollmentToken: reveal(enrollmentToken),
  enrollmentData: reveal(enrollmentData),
})

/**
 * A service that records what it is asked for and answers from a script, one entry a call; the last entry
 * of a call answers all that follow. Without a script every call succeeds and the account has no factor.
 */
export const scripted = (script: Script = {}, limits: Partial<ServiceLimits> = {}) => {
  const calls: Call[] = []
  const clock = { now: () => 0 }
  const next: Record<CallName, number> = {
    sendEnrollFactorRequest: 0,
    enrollFactor: 0,
    listEnrolledFactors: 0,
  }

  const scriptedFor = (name: CallName, byDefault: Scripted): Scripted => {
    const entries = script[name] ?? [byDefault]
    const entry = entries[Math.min(next[name], entries.length - 1)]
    next[name] += 1
    return entry ?? byDefault
  }

  const call =
    (name: CallName, sent: unknown, signal: AbortSignal, attemptId: string, byDefault: Scripted) => () =>
      // The machine must cope with services that lie, so nothing is promised about what they answer.
      new Promise<E.Either<never, never>>((resolve, reject) => {
        let open = true
        const close =
          <A>(settle: (value: A) => void) =>
          (value: A) => {
            open = false
            settle(value)
          }
        const answer = close((value: E.Either<unknown, unknown>) => resolve(value as E.Either<never, never>))
        const throwAway = close(reject)
        calls.push({ name, attemptId, signal, sent, at: clock.now(), isOpen: () => open, answer, throwAway })
        const entry = scriptedFor(name, byDefault)
        if (typeof entry === 'function') void entry().then(answer, throwAway)
        else if (entry !== later) answer(entry)
      })

  const service: EnrollmentService = {
    limits: { ...vendorLimits, ...limits },
    sendEnrollFactorRequest: (choice, { signal, attemptId }) =>
      call(
        'sendEnrollFactorRequest',
        clearChoice(choice),
        signal,
        attemptId,
        choice.factorType === 'OTP' ? otpIssued() : issued(),
      ),
    enrollFactor: (bind, { signal, attemptId }) =>
      call('enrollFactor', clearBind(bind), signal, attemptId, bound),
    listEnrolledFactors: (_, { signal, attemptId }) =>
      call('listEnrolledFactors', {}, signal, attemptId, listed()),
  }

  return {
    service,
    calls,
    /** Calls are stamped with this clock. */
    stampWith: (now: () => number) => {
      clock.now = now
    },
    named: (name: CallName) => calls.filter((one) => one.name === name),
    /** The open call of this name that was made last. */
    open: (name: CallName): Call => {
      const found = calls.findLast((one) => one.name === name && one.isOpen())
      if (found === undefined) throw new Error(`No call of ${name} is open`)
      return found
    },
  }
}

export type ScriptedService = ReturnType<typeof scripted>
