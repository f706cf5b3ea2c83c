/** A connection of a pool, as far as the store uses it. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
  /** With true, the connection is ended and not used again. */
  release(destroy?: boolean): void
}

/**
 * A pool as `pg` gives it. Whoever made it ends it, listens to its `error` events (a pool of `pg` ends the process
 * otherwise when an idle connection breaks), and sets its time limits: without `connectionTimeoutMillis` and
 * `query_timeout` a server that is silent holds the engine up for as long as it likes.
 */
export interface PostgresPool {
  connect(): Promise<PostgresClient>
}
