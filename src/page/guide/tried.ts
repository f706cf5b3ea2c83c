import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { trials, type Trial } from './trial.ts'

const Tried = t.readonlyArray(t.keyof(Object.fromEntries(trials.map((trial) => [trial, null]))))
const key = 'mfa-enrollment-tried'

/** What has been tried in this tab, reloads included. */
export const readTried = (): readonly Trial[] => {
  try {
    const stored = Tried.decode(JSON.parse(sessionStorage.getItem(key) ?? '[]'))
    return E.isRight(stored) ? trials.filter((trial) => stored.right.includes(trial)) : []
  } catch {
    return []
  }
}

export const keepTried = (tried: readonly Trial[]): void => {
  try {
    sessionStorage.setItem(key, JSON.stringify(tried))
  } catch {
    // Then a reload begins anew.
  }
}
