import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import {
  recordOf,
  redact,
  redacted,
  reveal,
  snapshotOf,
  type EnrollmentSnapshot,
  type Redacted,
} from '../../../machines/index.ts'
import type { OpeningProblem, SealedFor, Sealer } from '../sealing/sealer.ts'

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/** Of every layout, so that an enrollment which cannot be read still has its owner. */
const Owned = t.readonly(t.exact(t.type({ owner: nullable(redacted(t.string)) })))

/** The layout of the sealed text; one that is not known reads as an enrollment that is expired. */
const StoredEnrollment = t.intersection(
  [
    Owned,
    t.readonly(
      t.exact(
        t.type({
          version: t.literal(1),
          /** Of the machine, and read by it: an `EnrollmentRecord`. */
          record: t.unknown,
          secrets: redacted(t.string),
          accessToken: nullable(redacted(t.string)),
          usesAccessToken: t.boolean,
          requestDigest: nullable(t.string),
        }),
      ),
    ),
  ],
  'StoredEnrollment',
)

/** An enrollment as the engine works with it, opened. */
export interface OpenEnrollment {
  readonly snapshot: EnrollmentSnapshot
  /** The host's name of the person it belongs to. */
  readonly owner: Redacted<string> | null
  /** The person's access token, while a call may need it. */
  readonly accessToken: Redacted<string> | null
  /** A token was given once, so the calls of this enrollment need one. */
  readonly usesAccessToken: boolean
  /** What tells the request that created it from another one of the same id. */
  readonly requestDigest: string | null
}

const clear = (value: Redacted<string> | null) => value && reveal(value)

export const sealEnrollment = (
  sealer: Sealer,
  { snapshot, owner, accessToken, usesAccessToken, requestDigest }: OpenEnrollment,
  sealedFor: SealedFor,
): Uint8Array => {
  const { record, secrets } = recordOf(snapshot)
  const text = JSON.stringify({
    version: 1,
    record,
    secrets: reveal(secrets),
    owner: clear(owner),
    accessToken: clear(accessToken),
    usesAccessToken,
    requestDigest,
  })
  return sealer.seal(redact(text), sealedFor)
}

const parsed = (json: Redacted<string>): unknown => {
  try {
    return JSON.parse(reveal(json))
  } catch {
    return null
  }
}

/** Another version of this package wrote it: expired, with `recordUnreadable`. */
const unreadable = (stored: unknown, id: string): OpenEnrollment => {
  const owned = Owned.decode(stored)
  return {
    snapshot: snapshotOf(null, null, id),
    owner: E.isRight(owned) ? owned.right.owner : null,
    accessToken: null,
    usesAccessToken: false,
    requestDigest: null,
  }
}

/** What sealed bytes hold. Only a key that is not here, or bytes that are not ours, are a problem. */
export const openEnrollment = (
  sealer: Sealer,
  sealed: Uint8Array,
  sealedFor: SealedFor,
): E.Either<OpeningProblem, OpenEnrollment> =>
  pipe(
    sealer.open(sealed, sealedFor),
    E.map((text) => {
      const json = parsed(text)
      const stored = StoredEnrollment.decode(json)
      if (E.isLeft(stored)) return unreadable(json, sealedFor.id)
      const { record, secrets, ...rest } = stored.right
      const { owner, accessToken, usesAccessToken, requestDigest } = rest
      const snapshot = snapshotOf(record, secrets, sealedFor.id)
      return { snapshot, owner, accessToken, usesAccessToken, requestDigest }
    }),
  )
