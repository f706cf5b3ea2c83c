import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { emailTarget, phoneTarget } from '../../../machines/index.ts'
import type { FactorKind, FactorProfile } from './factor-kind.ts'
import type { Factors } from './factors.ts'
import { refused, type Reason, type Refusal } from './refusal.ts'
import { decodeBody, EmailProfileBody, PassCodeBody, PhoneProfileBody } from './request-bodies.ts'
import type { SentCodes } from './sent-codes.ts'

interface Destination {
  readonly to: string
  /** `to` made comparable. */
  readonly target: string
  readonly profile: FactorProfile
}

interface MessageFactor {
  readonly channel: 'SMS' | 'EMAIL'
  readonly idSuffix: string
  readonly taken: Reason
  readonly destination: (profile: unknown) => E.Either<Refusal, Destination>
}

const sms: MessageFactor = {
  channel: 'SMS',
  idSuffix: 'phone',
  taken: 'phoneTaken',
  destination: (input) =>
    pipe(
      decodeBody(PhoneProfileBody, input),
      E.map(({ phoneNumber, phoneCountryCode }) => {
        // The documented default.
        const profile = { phoneNumber, phoneCountryCode: phoneCountryCode || '+86' }
        const target = phoneTarget(profile.phoneNumber, profile.phoneCountryCode)
        return { to: target, target, profile }
      }),
    ),
}

const email: MessageFactor = {
  channel: 'EMAIL',
  idSuffix: 'email',
  taken: 'emailTaken',
  destination: (input) =>
    pipe(
      decodeBody(EmailProfileBody, input),
      E.map((profile) => ({ to: profile.email, target: emailTarget(profile.email), profile })),
    ),
}

const messageKind =
  ({ channel, idSuffix, taken, destination }: MessageFactor) =>
  (factors: Factors, codes: SentCodes): FactorKind => {
    const free = <A>(target: string, value: A): E.Either<Refusal, A> =>
      factors.isTaken(channel, target) ? E.left(refused(taken)) : E.right(value)
    return {
      factorType: channel,
      idSuffix,
      begin: (_, { profile: input, language }) =>
        pipe(
          destination(input),
          E.chain((found) => free(found.target, found)),
          TE.fromEither,
          TE.bindTo('found'),
          TE.bind('sent', ({ found: { to, target } }) => codes.send({ channel, to, target, language })),
          TE.map(({ found: { target, profile }, sent }) => ({
            target,
            profile,
            check: (enrollmentData) =>
              pipe(
                decodeBody(PassCodeBody, enrollmentData),
                E.chain(({ passCode }) =>
                  passCode ? sent.check(passCode) : E.left(refused('passCodeMissing', { field: 'passCode' })),
                ),
                // Two people may have asked for the same target; the first bind wins.
                E.chain(() => free(target, undefined)),
              ),
          })),
        ),
    }
  }

/** SMS: a code goes to the phone. */
export const smsKind = messageKind(sms)

/** EMAIL: a code goes to the address. */
export const emailKind = messageKind(email)
