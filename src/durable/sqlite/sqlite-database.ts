// Methods that take anything, and not functions of exact types: only so do the types of all three packages fit.

/** A prepared statement, as far as the store uses it: given texts, numbers, nulls and bytes. */
export interface SqliteStatement {
  run(...values: readonly unknown[]): { readonly changes: number | bigint }
  all(...values: readonly unknown[]): readonly unknown[]
}

/**
 * An open SQLite database as `libsql`, `better-sqlite3` and `node:sqlite` give it; a few synchronous functions are
 * all that the store needs.
 */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
  close(): unknown
}
