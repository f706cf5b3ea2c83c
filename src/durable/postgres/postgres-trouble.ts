import * as t from 'io-ts'
import { StoreError, type StoreTrouble } from '../store/store-error.ts'

const FromServer = t.type({ code: t.string, message: t.string })
/** The classes of Appendix A of PostgreSQL's manual; `EPIPE` has five letters too. */
const isState = (code: string) => /^(?:[0-9]{2}|[0-9][A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/.test(code)

/** The server's own word for what is wrong; null if it is not the server that said it. */
export const sqlState = (error: unknown): string | null =>
  FromServer.is(error) && isState(error.code) ? error.code : null

/** Two transactions in each other's way: one of them may simply be run again. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '')

/** The connection ended, or never began. */
export const isDisconnected = (error: unknown): boolean => {
  const state = sqlState(error)
  return !(error instanceof StoreError) && (state === null || /^(?:08|57P0)/.test(state))
}

const troubles: readonly (readonly [RegExp, StoreTrouble, string])[] = [
  [/^53100/, 'full', 'its disk is full. Make room there; no restart of this process is needed'],
  [/^53300/, 'unavailable', 'it takes no more connections. Make the pools smaller, or raise max_connections'],
  [/^(?:40|55P03)/, 'locked', 'other writers were in the way each time it was tried. Try again'],
  [
    /^57014/,
    'locked',
    'it cancelled the statement, which took longer than statement_timeout allows. Try again',
  ],
  [/^25006/, 'readOnly', 'it is read-only: a standby, say. Connect to the primary server'],
  [/^42501/, 'readOnly', 'this user lacks a right. Grant it what the schema of the enrollments needs'],
  [/^(?:3F000|42P01|42703)/, 'notOurs', 'the tables of the enrollments are not there any more. Restore them'],
  [/^28/, 'unavailable', 'it does not let this user in. Look at its name and password'],
  [/^3D/, 'unavailable', 'it has no such database. Make it, or name another'],
  [
    /^(?:08|57P0)/,
    'unavailable',
    'it ended the connection. Once it is back, no restart of this process is needed',
  ],
]

// The messages of these classes may quote values.
const quotesValues = /^2[23]/

const saidBy = (error: unknown): string => {
  if (!(error instanceof Error) || quotesValues.test(sqlState(error) ?? '')) return ''
  // Where a name has several addresses, and none answers, the error has no message of its own.
  return error.message || ('code' in error ? String(error.code) : error.name)
}

/** The error as it may be shown: an error of `pg` has a `detail` that holds whole rows, so it is never passed on. */
export const withoutRows = (error: unknown): Error =>
  new Error([sqlState(error), saidBy(error)].filter((text) => text !== null && text !== '').join(': '))

/** What `pg` threw, said so that an operator knows what to do, without anything of a row. */
export const postgresTrouble = (error: unknown): StoreError => {
  if (error instanceof StoreError) return error
  const state = sqlState(error)
  const said = saidBy(error)
  const because = { cause: withoutRows(error) }
  if (state === null)
    return new StoreError(
      'unavailable',
      `PostgreSQL cannot be reached (${said}). Nothing was changed. Look at the server and the network.`,
      because,
    )
  const [, trouble, advice] = troubles.find(([pattern]) => pattern.test(state)) ?? [
    null,
    'unexpected' as const,
    said || 'a value that it cannot keep',
  ]
  return new StoreError(trouble, `PostgreSQL refused: ${advice} (${state}). Nothing was changed.`, because)
}
