import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import { reveal, type FactorType } from '../../../machines/index.ts'
import { randomHex, type Random } from '../random.ts'
import { accessTokenSeconds, type AccessTokens } from './access-tokens.ts'
import type { Account, Accounts } from './accounts.ts'
import type { EnrollmentTokens } from './enrollment-tokens.ts'
import type { FactorKind, OtpData } from './factor-kind.ts'
import type { BoundFactor, Factors } from './factors.ts'
import { refused, type Refusal } from './refusal.ts'
import type { EnrollFactorBody, SendEnrollFactorRequestBody, SignInBody } from './request-bodies.ts'

type Answer<A> = E.Either<Refusal, A>

/** The rules of the service, without HTTP: decoded bodies in, the `data` of the reply or a refusal out. */
export interface Engine {
  readonly authenticate: (accessToken: string) => Answer<Account>
  readonly signIn: (body: SignInBody) => Answer<Readonly<Record<string, string | number>>>
  readonly sendEnrollFactorRequest: (
    person: Account,
    body: SendEnrollFactorRequestBody,
  ) => Answer<{ readonly enrollmentToken: string; readonly otpData?: OtpData }>
  readonly enrollFactor: (person: Account, body: EnrollFactorBody) => Answer<undefined>
  readonly listEnrolledFactors: (person: Account) => readonly BoundFactor[]
  readonly listFactorsToEnroll: (person: Account) => readonly { readonly factorType: FactorType }[]
}

export interface EngineParts {
  readonly random: Random
  readonly accounts: Accounts
  readonly accessTokens: AccessTokens
  readonly enrollmentTokens: EnrollmentTokens
  readonly factors: Factors
  /** The factors the application has enabled. */
  readonly kinds: readonly FactorKind[]
}

export const createEngine = (parts: EngineParts): Engine => {
  const { random, accounts, accessTokens, enrollmentTokens, factors, kinds } = parts
  return {
    authenticate: (accessToken) => {
      const userId = accessTokens.userIdOf(accessToken)
      const account = userId === undefined ? undefined : accounts.byId(userId)
      return account === undefined ? E.left(refused('notLoggedIn')) : E.right(account)
    },

    signIn: ({ connection, passwordPayload }) => {
      if (connection !== 'PASSWORD') return E.left(refused('malformed', { field: 'connection' }))
      if (!passwordPayload) return E.left(refused('malformed', { field: 'passwordPayload' }))
      const email = passwordPayload.email || passwordPayload.account || ''
      const account = accounts.byPassword(email, reveal(passwordPayload.password))
      if (account === undefined) return E.left(refused('wrongPassword'))
      return E.right({
        access_token: accessTokens.issue(account.userId),
        // Opaque: nothing here reads an id token.
        id_token: randomHex(random, 32),
        token_type: 'Bearer',
        // The vendor's spelling, without the "s".
        expire_in: accessTokenSeconds,
        scope: 'openid profile',
      })
    },

    sendEnrollFactorRequest: (person, { factorType, profile }) => {
      const kind = kinds.find((enabled) => enabled.factorType === factorType)
      if (kind === undefined) return E.left(refused('factorDisabled'))
      return pipe(
        kind.begin(person, profile),
        E.map((challenge) => {
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

    listEnrolledFactors: ({ userId }) => factors.of(userId),

    listFactorsToEnroll: ({ userId }) => {
      const bound = new Set(factors.of(userId).map(({ factorType }) => factorType))
      return kinds.flatMap(({ factorType }) => (bound.has(factorType) ? [] : [{ factorType }]))
    },
  }
}
