import * as t from 'io-ts'
import { AuditError } from './audit-error.ts'

const inEvery = {
  /** Raised whenever an event of before could no longer be read as one of now. */
  version: t.literal(1),
  /** Epoch ms. */
  at: t.number,
  /** As the request named it: it may be none of this account's. Plain text of 300 characters at most. */
  factorId: t.string,
}

const event = <Type extends string, P extends t.Props>(type: Type, fields: P) =>
  t.readonly(t.exact(t.type({ type: t.literal(type), ...inEvery, ...fields })))

/**
 * What happened when a factor was to be taken off an account, for a log that is kept: JSON, a union by `type`, beside
 * `AuditEvent`, with which it shares no type. A removal belongs to no enrollment, and whoever asks for one gives an id
 * alone: so there is neither `enrollmentId` nor `factorType` nor `maskedDestination`. Who it was is not in it either;
 * `onRemoval` is told beside.
 *
 * - `removal.requested`: a removal is about to go out, or waits for `beforeRemoval`. Where nothing follows, the process
 *   died in between, and it is not known whether the factor is gone.
 * - `removal.failed`: it surely took no effect; `stepUpRequired` where `beforeRemoval` did not agree, `defect` where
 *   that could not tell.
 * - `removal.doubted`: whether it took effect is not known. `notFound` is a doubt, too: a request that was repeated on
 *   its way finds nothing the second time.
 * - `factor.removed`: the service said so.
 *
 * @example
 * const decoded = RemovalEvent.decode(JSON.parse(line))
 */
export const RemovalEvent = t.union(
  [
    event('removal.requested', {}),
    event('removal.failed', { error: AuditError }),
    event('removal.doubted', { error: AuditError }),
    event('factor.removed', {}),
  ],
  'RemovalEvent',
)
export type RemovalEvent = t.TypeOf<typeof RemovalEvent>
