import type { EnrollmentError, FactorType } from '../../../machines/index.ts'

type None = Readonly<Record<string, never>>

/** Whole seconds, 0 for none. Null where a text is read out: some, for a live region must not count aloud. */
type Wait = number | null

/** The messages about what a person sees now, and what each needs to be told. */
interface StatusParams {
  readonly chooseFactor: None
  readonly requesting: None
  readonly enterAppCode: { readonly digits: number }
  readonly enterSentCode: { readonly destination: string | null }
  readonly takePhoto: None
  readonly binding: None
  readonly reconciling: None
  readonly leavingWhenKnown: None
  readonly saveRecoveryCode: None
  readonly expired: None
  /** Expired, for the page was reloaded and a record without secrets gone on from: no minute ran out. */
  readonly reloaded: { readonly factorType: FactorType }
  readonly failed: None
  readonly secretChanged: None
  /** Before an OTP request: its minute is short for who has yet to find an app. */
  readonly prepareOtp: None
  /** Before a photo is taken. */
  readonly prepareFace: None
  /** A second wrong code of an app. `clockAheadSeconds`: this device's clock against the server's, 0 if near or not known. */
  readonly wrongCodeAgain: { readonly clockAheadSeconds: number }
  readonly done: { readonly factorType: FactorType }
  readonly cancelled: None
  readonly cancelledInDoubt: None
  readonly cancelledBound: None
  /** Read out once, and maybe late: `seconds` is the most that can be left. */
  readonly secondsLeft: { readonly seconds: number }
  readonly codeUsedUp: { readonly seconds: Wait }
  /** At a server: it cannot be reached at the moment, and is tried again. */
  readonly connectionLost: None
}

/** One message for each kind of error; `wait` is how long to wait before trying again. */
type ErrorParams = { readonly [Tag in EnrollmentError['_tag'] as `error.${Tag}`]: { readonly wait: Wait } }

type Params = StatusParams & ErrorParams

export type MessageId = keyof Params

/** A message by id, with what it needs to be told; a catalogue turns it into text. */
export type Message = {
  readonly [Id in MessageId]: { readonly id: Id; readonly params: Params[Id] }
}[MessageId]

/** All messages in one language. */
export type Catalogue = { readonly [Id in MessageId]: (params: Params[Id]) => string }

/**
 * The text of a message.
 *
 * @example
 * messageText(en, { id: 'enterAppCode', params: { digits: 6 } })
 */
export const messageText = <Id extends MessageId>(
  catalogue: Catalogue,
  message: { readonly id: Id; readonly params: Params[Id] },
): string => catalogue[message.id](message.params)
