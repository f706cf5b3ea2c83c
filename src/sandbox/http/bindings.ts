/** What the server below tells about a connection. Absent where a request is handled without a server. */
export interface Bindings {
  readonly incoming?: {
    readonly socket: {
      readonly destroyed: boolean
      readonly writableLength: number
      destroy: () => unknown
      resetAndDestroy: () => unknown
    }
  }
  readonly outgoing?: { readonly headersSent: boolean }
  /** The server is closing: nobody waits any longer. */
  readonly closing?: AbortSignal
  /** The only values of `Host` under which the operator's pages answer. */
  readonly hosts?: readonly string[]
}
