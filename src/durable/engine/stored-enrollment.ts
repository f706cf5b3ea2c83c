import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { pipe } from '#fp-ts/function'
import {
  EnrollmentRecord,
  machineVersion,
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

const layoutVersion = 1

/** The layout of the sealed text; one that is not known reads as an enrollment that is expired. */
const StoredEnrollment = t.intersection(
  [
    Owned,
    t.readonly(
      t.exact(
        t.type({
          version: t.literal(layoutVersion),
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
  /** What is stored could not be read: `snapshot` is what stands in for it. */
  readonly isUnreadable?: boolean
}

const clear = (value: Redacted<string> | null) => value && reveal(value)

export const sealEnrollment = (
  sealer: Sealer,
  { snapshot, owner, accessToken, usesAccessToken, requestDigest }: OpenEnrollment,
  sealedFor: SealedFor,
): Uint8Array => {
  const { record, secrets } = recordOf(snapshot)
  const text = JSON.stringify({
    version: layoutVersion,
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

const Versioned = t.type({ version: t.number })
const MachineVersioned = t.type({ record: t.type({ machineVersion: t.number }) })

/** A newer process wrote it, beside which this one runs still: it is no business of ours. */
const isNewer = (stored: unknown): boolean =>
  (Versioned.is(stored) && stored.version > layoutVersion) ||
  (MachineVersioned.is(stored) && stored.record.machineVersion > machineVersion)

/** An older version of this package wrote it, or a defect: expired, with `recordUnreadable`. */
const unreadable = (stored: unknown, id: string): OpenEnrollment => {
  const owned = Owned.decode(stored)
  return {
    snapshot: snapshotOf(null, null, id),
    owner: E.isRight(owned) ? owned.right.owner : null,
    accessToken: null,
    usesAccessToken: false,
    requestDigest: null,
    isUnreadable: true,
  }
}

/** Why an enrollment cannot be opened. `newerVersion`: a newer version of this package wrote it. */
export type UnopenedProblem = OpeningProblem | { readonly _tag: 'newerVersion' }

const isUnread = ({ error }: Pick<EnrollmentRecord['context'], 'error'>): boolean =>
  error?._tag === 'recordUnreadable'

/** It was unreadable once, and stored as that. */
const wasStoredUnread = (record: unknown): boolean => EnrollmentRecord.is(record) && isUnread(record.context)

/** What sealed bytes hold. A key that is not here, bytes that are not ours, and a newer version's are a problem. */
export const openEnrollment = (
  sealer: Sealer,
  sealed: Uint8Array,
  sealedFor: SealedFor,
): E.Either<UnopenedProblem, OpenEnrollment> =>
  pipe(
    sealer.open(sealed, sealedFor),
    E.chainW((text) => {
      const json = parsed(text)
      if (isNewer(json)) return E.left({ _tag: 'newerVersion' } as const)
      const stored = StoredEnrollment.decode(json)
      if (E.isLeft(stored)) return E.right(unreadable(json, sealedFor.id))
      const { record, secrets, ...rest } = stored.right
      const { owner, accessToken, usesAccessToken, requestDigest } = rest
      const snapshot = snapshotOf(record, secrets, sealedFor.id)
      const isUnreadable = isUnread(snapshot.context) && !wasStoredUnread(record)
      return E.right({ snapshot, owner, accessToken, usesAccessToken, requestDigest, isUnreadable })
    }),
  )
