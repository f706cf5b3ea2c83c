type SqliteValue = string | number | null | Uint8Array

// Methods and not functions: libsql types what a statement takes more narrowly than it is, and only methods may differ so.

/** A prepared statement, as far as the store uses it. */
export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): { readonly changes: number | bigint }
  all(...values: readonly SqliteValue[]): readonly unknown[]
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
