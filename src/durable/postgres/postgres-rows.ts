import * as t from 'io-ts'
import type { Change, StoredRow } from '../store/enrollment-store.ts'
import { idOf } from '../store/id-of.ts'
import { columns, decoded, Due, rowsIn } from '../store/stored-columns.ts'
import type { PostgresClient } from './postgres-pool.ts'
import type { Tables } from './postgres-schema.ts'

const Ids = t.readonlyArray(t.type({ id: t.string }))

const otherwise =
  'PostgreSQL gave rows of another form than they were written in. Look at the type parsers set in pg.'

type OfType<T extends Change['type']> = Extract<Change, { type: T }>
const ofType = <T extends Change['type']>(changes: readonly Change[], type: T) =>
  changes.filter((change): change is OfType<T> => change.type === type)

/** Changes of one id must follow each other; all others go together. */
export const inWaves = (changes: readonly Change[]): readonly (readonly Change[])[] => {
  const waves: Change[][] = []
  const seen = new Map<string, number>()
  for (const change of changes) {
    const wave = seen.get(idOf(change)) ?? 0
    seen.set(idOf(change), wave + 1)
    const others = waves[wave]
    if (others === undefined) waves.push([change])
    else others.push(change)
  }
  return waves
}

const arrays =
  '$1::text[], $2::integer[], $3::integer[], $4::float8[], $5::float8[], $6::boolean[], $7::bytea[]'
const asArrays = (rows: readonly StoredRow[]): readonly (readonly unknown[])[] => [
  rows.map(({ id }) => id),
  rows.map(({ revision }) => revision),
  rows.map(({ seq }) => seq),
  rows.map(({ due }) => due),
  rows.map(({ writtenAt }) => writtenAt),
  rows.map(({ isLeased }) => isLeased),
  // Within an array, older versions of `pg` know a Buffer alone.
  rows.map(({ sealed }) => Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)),
]

/** The statements of all rows, whole waves at once. */
export const rowsOf = ({ enrollment }: Tables) => {
  const idsOf = async (client: PostgresClient, sql: string, values: readonly unknown[]) => {
    const { rows } = await client.query(sql, [...values])
    return decoded(Ids, rows, otherwise).map(({ id }) => id)
  }

  const insert = `INSERT INTO ${enrollment} (${columns}) SELECT * FROM unnest(${arrays}) ORDER BY 1
    ON CONFLICT (id) DO NOTHING RETURNING id`
  const update = `UPDATE ${enrollment} AS stored SET revision = made.revision, seq = made.seq, due = made.due,
      written_at = made.written_at, is_leased = made.is_leased, sealed = made.sealed
    FROM unnest(${arrays}) AS made (${columns})
    WHERE stored.id = made.id AND stored.revision = made.revision - 1 RETURNING stored.id`
  const extend = `UPDATE ${enrollment} AS stored SET due = made.due, written_at = made.written_at
    FROM unnest($1::text[], $2::integer[], $3::float8[], $4::float8[]) AS made (id, revision, due, written_at)
    WHERE stored.id = made.id AND stored.revision = made.revision RETURNING stored.id`
  const erase = `DELETE FROM ${enrollment} AS stored USING unnest($1::text[], $2::integer[]) AS made (id, revision)
    WHERE stored.id = made.id AND stored.revision = made.revision RETURNING stored.id`

  /** The ids of a wave whose change was made. */
  const makeWave = async (client: PostgresClient, wave: readonly Change[]): Promise<ReadonlySet<string>> => {
    const inserts = ofType(wave, 'insert').map(({ row }) => row)
    const updates = ofType(wave, 'update').map(({ row }) => row)
    const extensions = ofType(wave, 'extend')
    const erasures = ofType(wave, 'erase')
    const ids: string[] = []
    if (inserts.length > 0) ids.push(...(await idsOf(client, insert, asArrays(inserts))))
    if (updates.length > 0) ids.push(...(await idsOf(client, update, asArrays(updates))))
    if (extensions.length > 0)
      ids.push(
        ...(await idsOf(client, extend, [
          extensions.map(({ id }) => id),
          extensions.map(({ of }) => of),
          extensions.map(({ due }) => due),
          extensions.map(({ writtenAt }) => writtenAt),
        ])),
      )
    if (erasures.length > 0)
      ids.push(...(await idsOf(client, erase, [erasures.map(({ id }) => id), erasures.map(({ of }) => of)])))
    return new Set(ids)
  }

  return {
    read: async (client: PostgresClient, ids: readonly string[]) => {
      const { rows } = await client.query(`SELECT ${columns} FROM ${enrollment} WHERE id = ANY($1::text[])`, [
        [...ids],
      ])
      return rowsIn(rows, otherwise)
    },

    readDue: async (client: PostgresClient, now: number, limit: number) => {
      const { rows } = await client.query(
        `SELECT * FROM (
           (SELECT ${columns} FROM ${enrollment} WHERE due <= $1::float8 ORDER BY due LIMIT $2::bigint)
           UNION ALL
           (SELECT ${columns} FROM ${enrollment} WHERE written_at > $1::float8 AND (due > $1::float8 OR due IS NULL)
            ORDER BY due NULLS LAST LIMIT $2::bigint)
         ) AS found ORDER BY due NULLS LAST LIMIT $2::bigint`,
        [now, limit],
      )
      return rowsIn(rows, otherwise)
    },

    nextDue: async (client: PostgresClient): Promise<number | null> => {
      const { rows } = await client.query(`SELECT min(due) AS due FROM ${enrollment}`)
      return decoded(Due, rows, otherwise)[0].due
    },

    make: async (client: PostgresClient, changes: readonly Change[]): Promise<readonly boolean[]> => {
      // Two engines that change the same rows take them in one order, so that neither waits for the other in a circle.
      if (changes.length > 1)
        await client.query(
          `SELECT count(*) FROM (
             SELECT 1 FROM ${enrollment} WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE
           ) AS locked`,
          [changes.map(idOf)],
        )
      const made = new Map<Change, boolean>()
      for (const wave of inWaves(changes)) {
        const ids = await makeWave(client, wave)
        for (const change of wave) made.set(change, ids.has(idOf(change)))
      }
      return changes.map((change) => made.get(change) === true)
    },
  }
}
