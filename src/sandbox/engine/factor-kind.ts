import type { Either } from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'
import type { FactorType, Redacted } from '../../../machines/index.ts'
import type { Language } from '../language.ts'
import type { Account } from './accounts.ts'
import type { Refusal } from './refusal.ts'

/** What a factor shows of itself in lists, as on the wire. */
export interface FactorProfile {
  readonly phoneNumber?: string
  readonly phoneCountryCode?: string
  readonly email?: string
}

/** What step 1 of OTP answers beside the token. */
export interface OtpData {
  readonly qrCodeUri: string
  readonly qrCodeDataUrl: string
  readonly recoveryCode: string
}

/** An enrollment that waits for its proof. */
export interface Challenge {
  /** The phone or address it is for; null where there is none. */
  readonly target: string | null
  readonly profile: FactorProfile
  readonly otpData?: OtpData
  /** The base32 secret the bound factor will keep. */
  readonly secret?: Redacted<string>
  /** Checks what step 2 sent. May count attempts. */
  readonly check: (enrollmentData: Readonly<Record<string, unknown>>) => Either<Refusal, void>
}

/** What step 1 asks of a kind of factor. */
export interface Asked {
  readonly profile: unknown
  /** For the message that goes out, if one does. */
  readonly language: Language
}

/** One kind of factor: how an enrollment of it begins. A new kind is a new implementation of this. */
export interface FactorKind {
  readonly factorType: FactorType
  /** The ending of ids of the `<userId>|phone` form. */
  readonly idSuffix: string
  /** Waits for nothing but a mail server, and for that only if there is one. */
  readonly begin: (person: Account, asked: Asked) => TaskEither<Refusal, Challenge>
}
