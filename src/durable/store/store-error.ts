/**
 * What is wrong with a store, for a host that wants to tell its operators.
 *
 * - `full`: no room left on the disk.
 * - `disk`: the disk could not be read or written.
 * - `locked`: somebody else held it for too long, or conflicting writers kept overtaking each other.
 * - `readOnly`: this user, or this server, may not write there.
 * - `replaced`: the file was removed or replaced while it was open.
 * - `tooOpen`: other users of the machine may read the file.
 * - `damaged`: the file is no database, or a broken one.
 * - `notOurs`: the database belongs to something else, or our tables are gone from it.
 * - `newer`: a newer version of this package wrote it.
 * - `unavailable`: the server cannot be reached, or ended the connection.
 * - `outcomeUnknown`: the connection was lost while the server committed, and it could not be asked again.
 * - `closed`: the store was closed.
 * - `invalid`: a change that no store takes, an id of 300 characters say.
 * - `unexpected`: anything else.
 */
export type StoreTrouble =
  | 'full'
  | 'disk'
  | 'locked'
  | 'readOnly'
  | 'replaced'
  | 'tooOpen'
  | 'damaged'
  | 'notOurs'
  | 'newer'
  | 'unavailable'
  | 'outcomeUnknown'
  | 'closed'
  | 'invalid'
  | 'unexpected'

/**
 * What a store rejects with. The message says what happened and what to do; it never holds anything of a row.
 *
 * @example
 * if (error instanceof StoreError && error.trouble === 'full') pageTheOperator(error.message)
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly trouble: StoreTrouble

  constructor(trouble: StoreTrouble, message: string, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
  }
}

export const closedError = (): StoreError =>
  new StoreError('closed', 'The store of the enrollments was closed: open it anew to go on.')
