import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { checkPhoto, photoLimits, reveal, type FactorType } from '../../../machines/index.ts'
import type { Language } from '../language.ts'
import type { Account } from './accounts.ts'
import type { EnrollmentTokens } from './enrollment-tokens.ts'
import type { FactorKind, OtpData } from './factor-kind.ts'
import type { BoundFactor, Factors } from './factors.ts'
import type { Photos, StoredPhoto } from './photos.ts'
import { refused, type Refusal } from './refusal.ts'
import type {
  EnrollFactorBody,
  OtpVerifyBody,
  SendEnrollFactorRequestBody,
  UploadBody,
} from './request-bodies.ts'
import { isTotpNow } from './totp.ts'

type Answer<A> = E.Either<Refusal, A>

/** The rules of the service, without HTTP: decoded bodies in, the `data` of the reply or a refusal out. */
export interface Engine {
  readonly sendEnrollFactorRequest: (
    person: Account,
    body: SendEnrollFactorRequestBody,
    language: Language,
  ) => TE.TaskEither<Refusal, { readonly enrollmentToken: string; readonly otpData?: OtpData }>
  readonly enrollFactor: (person: Account, body: EnrollFactorBody) => Answer<undefined>
  readonly resetFactor: (person: Account, factorId: string) => Answer<undefined>
  readonly listEnrolledFactors: (person: Account) => readonly BoundFactor[]
  readonly getFactor: (person: Account, factorId: string) => Answer<BoundFactor>
  readonly listFactorsToEnroll: (person: Account) => readonly { readonly factorType: FactorType }[]
  readonly mfaOtpVerify: (person: Account, body: OtpVerifyBody) => Answer<{ readonly verified: boolean }>
  readonly upload: (person: Account, body: UploadBody) => Answer<StoredPhoto>
}

export interface EngineParts {
  readonly now: () => number
  readonly enrollmentTokens: EnrollmentTokens
  readonly factors: Factors
  readonly photos: Photos
  /** The factors the application has enabled. */
  readonly kinds: readonly FactorKind[]
}

export const createEngine = (parts: EngineParts): Engine => {
  const { now, enrollmentTokens, factors, photos, kinds } = parts
  return {
    sendEnrollFactorRequest: (person, { factorType, profile }, language) => {
      const kind = kinds.find((enabled) => enabled.factorType === factorType)
      if (kind === undefined) return TE.left(refused('factorDisabled'))
      return pipe(
        kind.begin(person, { profile, language }),
        TE.map((challenge) => {
          const enrollmentToken = reveal(enrollmentTokens.issue({ userId: person.userId, kind, challenge }))
          const { otpData } = challenge
          return otpData === undefined ? { enrollmentToken } : { enrollmentToken, otpData }
        }),
      )
    },

    enrollFactor: (person, { factorType, enrollmentToken, enrollmentData }) => {
      const open = enrollmentTokens.find(enrollmentToken, person.userId)
      if (open === undefined) return E.left(refused('tokenUnknown', { field: 'enrollmentToken' }))
      const { kind, challenge } = open
      if (kind.factorType !== factorType) return E.left(refused('factorMismatch', { field: 'factorType' }))
      return pipe(
        challenge.check(enrollmentData),
        E.map(() => {
          enrollmentTokens.consume(enrollmentToken)
          factors.bind(person.userId, kind, challenge)
          return undefined
        }),
      )
    },

    resetFactor: ({ userId }, factorId) =>
      factors.reset(userId, factorId)
        ? E.right(undefined)
        : E.left(refused('factorUnknown', { field: 'factorId' })),

    listEnrolledFactors: ({ userId }) => factors.of(userId),

    getFactor: ({ userId }, factorId) => {
      const found = factors.of(userId).find((factor) => factor.factorId === factorId)
      return found === undefined ? E.left(refused('factorUnknown', { field: 'factorId' })) : E.right(found)
    },

    listFactorsToEnroll: ({ userId }) => {
      const bound = new Set(factors.of(userId).map(({ factorType }) => factorType))
      return kinds.flatMap(({ factorType }) => (bound.has(factorType) ? [] : [{ factorType }]))
    },

    mfaOtpVerify: ({ userId }, { totp }) => {
      if (!totp) return E.left(refused('totpMissing', { field: 'totp' }))
      const secrets = factors.of(userId).flatMap(({ secret }) => secret ?? [])
      if (secrets.length === 0) return E.left(refused('otpNotBound'))
      return E.right({ verified: secrets.some((secret) => isTotpNow(secret, totp, now())) })
    },

    upload: ({ userId }, body) => {
      const { file: bytes, folder } = body
      if (bytes.byteLength > photoLimits.maxBytes) return E.left(refused('photoTooLarge', { field: 'file' }))
      return pipe(
        checkPhoto(bytes),
        E.bimap(
          () => refused('notAPhoto', { field: 'file' }),
          (format) => {
            const isPrivate = body.private === 'true'
            return photos.keep({ userId, bytes, format, isPrivate, folder: folder || 'photos' })
          },
        ),
      )
    },
  }
}
