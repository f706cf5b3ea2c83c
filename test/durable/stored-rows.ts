import type { Change, StoredRow } from '../../src/durable/index.ts'

/** A row of revision 0, due at 1,000 and written at 500, but for what is given. */
export const rowOf = (id: string, given: Partial<StoredRow> = {}): StoredRow => ({
  id,
  revision: 0,
  seq: 0,
  due: 1_000,
  writtenAt: 500,
  isLeased: false,
  sealed: Uint8Array.of(1, 2, 3),
  ...given,
})

export const insertOf = (id: string, given: Partial<StoredRow> = {}): Change => ({
  type: 'insert',
  row: rowOf(id, given),
})

/** Of revision `of`, to the next. */
export const updateOf = (id: string, of: number, given: Partial<StoredRow> = {}): Change => ({
  type: 'update',
  of,
  row: rowOf(id, { revision: of + 1, ...given }),
})

export const idsOf = (rows: readonly StoredRow[]): readonly string[] => rows.map(({ id }) => id)

/** Rows as they compare: in the order of their ids, bytes as numbers, whatever array type a store gives them in. */
export const comparable = (rows: readonly StoredRow[]) =>
  rows
    .map(({ id, revision, seq, due, writtenAt, isLeased, sealed }) => {
      return { id, revision, seq, due, writtenAt, isLeased, sealed: [...sealed] }
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)))

/** Ids that a store may stumble over. */
export const strangeIds = [
  "Robert'); DROP TABLE enrollment;--",
  '"{a,b}" \\ %_*?',
  ' \t\n',
  'é', // one code point
  'e\u0301', // two, which look the same
  '漢字😀',
  'NULL',
  'a'.repeat(255),
]
/** Ids that no store takes. */
export const unstorableIds = ['', '.', '..', 'a'.repeat(256), 'a\0b', '\ud800', 'a\udc00b']
