import * as t from 'io-ts'
import type { StoredRow } from '../../durable/index.ts'

const SealedBytes = new t.Type<Uint8Array, string>(
  'SealedBytes',
  (input): input is Uint8Array => input instanceof Uint8Array,
  (input, context) =>
    typeof input === 'string' ? t.success(Buffer.from(input, 'base64')) : t.failure(input, context),
  (bytes) => Buffer.from(bytes).toString('base64'),
)

/** A row of the engine. Its own seal binds it to its enrollment and revision. */
export const Row: t.Type<StoredRow, unknown> = t.readonly(
  t.exact(
    t.type({
      id: t.string,
      revision: t.number,
      seq: t.number,
      due: t.union([t.number, t.null]),
      writtenAt: t.number,
      isLeased: t.boolean,
      sealed: SealedBytes,
    }),
  ),
  'StoredRow',
)
