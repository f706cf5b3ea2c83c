import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { StoredRow } from './enrollment-store.ts'
import { StoreError } from './store-error.ts'

/** What both databases call the fields of a row, in order. */
export const columns = 'id, revision, seq, due, written_at, is_leased, sealed'

/** Bytes as a driver gives them: libsql gives some as a bare ArrayBuffer. */
const Bytes = new t.Type<Uint8Array, Uint8Array>(
  'Uint8Array',
  (input): input is Uint8Array => input instanceof Uint8Array,
  (input, context) => {
    if (input instanceof Uint8Array) return t.success(input)
    return input instanceof ArrayBuffer ? t.success(new Uint8Array(input)) : t.failure(input, context)
  },
  t.identity,
)

/** SQLite has no booleans. */
const Columns = t.readonlyArray(
  t.type({
    id: t.string,
    revision: t.number,
    seq: t.number,
    due: t.union([t.number, t.null]),
    written_at: t.number,
    is_leased: t.union([t.boolean, t.number]),
    sealed: Bytes,
  }),
)

/** The answer to a question for the earliest `due`. */
export const Due = t.tuple([t.type({ due: t.union([t.number, t.null]) })])

/** @throws StoreError that says `otherwise` if a database gave something else than was written. */
export const decoded = <A>(codec: t.Decoder<unknown, A>, answer: unknown, otherwise: string): A => {
  const result = codec.decode(answer)
  if (E.isRight(result)) return result.right
  throw new StoreError('unexpected', otherwise)
}

export const rowsIn = (answer: unknown, otherwise: string): readonly StoredRow[] =>
  decoded(Columns, answer, otherwise).map(({ written_at: writtenAt, is_leased: isLeased, ...row }) => ({
    ...row,
    writtenAt,
    isLeased: isLeased !== false && isLeased !== 0,
  }))
