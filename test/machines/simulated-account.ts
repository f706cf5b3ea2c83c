import * as E from '#fp-ts/Either'
import { redact, type EnrolledFactor, type FactorType } from '../../machines/index.ts'
import { enrolled, otpUri, secrets } from './examples.ts'
import type { Account, Reply } from './random-actions.ts'
import type { Call } from './scripted-service.ts'

interface Requested {
  readonly factorType: FactorType
  readonly profile: {
    readonly phoneNumber?: string
    readonly phoneCountryCode?: string
    readonly email?: string
  }
}
const requestedBy = ({ sent }: Call): Requested => sent as Requested

/** The one truth of a random run: which factors the account really has, and which tokens were given out. */
export const simulatedAccount = ({ hasOld, replacesInPlace }: Account) => {
  let factors: readonly EnrolledFactor[] = hasOld
    ? [enrolled('OTP'), enrolled('SMS', 'user|sms', { phoneNumber: '13300000000' })]
    : []
  let ids = 0
  let requested: Requested | null = null
  let request: Call | null = null
  let committed = false
  let isEcho = false
  let wasBlind = false
  const tokens = new Map<string, Call>()

  const commit = () => {
    if (requested === null) throw new Error('A bind went out without a request')
    const { factorType, profile } = requested
    const factorId = replacesInPlace ? `user|${factorType.toLowerCase()}` : `hex-${(ids += 1)}`
    const others = factors.filter((factor) => factor.factorId !== factorId)
    factors = [...others, { factorId, factorType, profile: redact(profile) }]
    committed = true
  }

  const success = (call: Call): unknown => {
    if (call.name === 'listEnrolledFactors') return factors
    if (call.name === 'enrollFactor') return { bound: true }
    const enrollmentToken = `${secrets.token}-${call.attemptId}`
    tokens.set(enrollmentToken, call)
    return requestedBy(call).factorType === 'OTP'
      ? { enrollmentToken, otpData: { qrCodeUri: otpUri, recoveryCode: secrets.recoveryCode } }
      : { enrollmentToken }
  }

  return {
    /** Whether a bind took effect since the last token came. */
    isCommitted: () => committed,
    /** Whether the server itself hid that: it refused the bind that took effect, and the list could not tell. */
    isHidden: () => isEcho && wasBlind,
    noteToken: () => {
      committed = false
      isEcho = false
      wasBlind = false
    },
    /** The list that a refused bind was looked up in could not be had, or there is none of before. */
    noteBlindLook: () => {
      wasBlind = true
    },
    /** The request that gave a token, if it was the last one made. */
    requestOf: (token: string) => (tokens.get(token) === request ? request : null),
    noteRequest: (call: Call) => {
      request = call
      requested = requestedBy(call)
    },
    /** What a restart leaves open may have arrived, or not. */
    loseBind: (commits: boolean) => {
      if (commits) commit()
    },
    /** Answers as a server would that never says what is not so, unless it babbles. */
    answer: (call: Call, reply: Reply, commits: boolean, now: number) => {
      const isLiveBind = call.name === 'enrollFactor' && !call.signal.aborted
      const isEchoed = commits && reply._tag === 'failure' && mayBeEcho(reply.error)
      const mayCommit =
        isEchoed ||
        reply._tag === 'success' ||
        (commits && (reply._tag === 'lie' || reply._tag === 'throw')) ||
        (commits && reply._tag === 'failure' && mayHideSuccess(reply.error))
      if (isLiveBind && mayCommit) commit()
      if (isLiveBind && isEchoed) isEcho = true
      switch (reply._tag) {
        case 'success':
          return call.answer(E.right(success(call)))
        case 'failure':
          return call.answer(E.left(reply.error))
        case 'throttled':
          return call.answer(
            E.left({ _tag: 'throttled', ...(reply.after !== null && { retryAt: now + reply.after }) }),
          )
        case 'lie':
          return call.answer(E.right(reply.value))
        case 'throw':
          return call.throwAway(new Error('a bug of the implementation'))
      }
    },
  }
}

type Failure = Extract<Reply, { readonly _tag: 'failure' }>['error']
/** The bind took effect, its reply was lost, and the request sent again by others met a used token. */
const mayBeEcho = (error: Failure): boolean =>
  ['tokenExpired', 'alreadyBound', 'invalidInput', 'notFound', 'forbidden'].includes(error._tag)
const mayHideSuccess = (error: Failure): boolean =>
  error._tag === 'timedOut' ||
  error._tag === 'serverFault' ||
  error._tag === 'invalidResponse' ||
  (error._tag === 'unreachable' && error.mayHaveArrived)
