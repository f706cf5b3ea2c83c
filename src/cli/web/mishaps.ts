import * as t from 'io-ts'
import type { Fault, Faults } from '../../sandbox/index.ts'

/** What the page can make go wrong, and how the sandbox does it. */
const faultOf = {
  /** Every answer takes its time. */
  slow: { endpoint: '*', kind: 'latency', ms: 2500 },
  /**
   * Once, the bind happens and its answer breaks off in the middle. Not `lostReply`: a browser that got not one byte
   * over a connection it had used before sends the same request again, by itself.
   */
  lostReply: { endpoint: 'enrollFactor', kind: 'resetInBody', times: 1 },
  /** Every connection breaks before anything happens. */
  noConnection: { endpoint: '*', kind: 'reset' },
} as const satisfies Readonly<Record<string, Fault>>

export const Mishap = t.keyof({ slow: null, lostReply: null, noConnection: null })
export type Mishap = t.TypeOf<typeof Mishap>

const mishaps: readonly Mishap[] = ['slow', 'lostReply', 'noConnection']

/** Those in force. What happens once is over when it has happened. */
export const mishapsIn = (faults: Pick<Faults, 'list'>): readonly Mishap[] => {
  const kinds = faults.list().map(({ kind }) => kind)
  return mishaps.filter((mishap) => kinds.includes(faultOf[mishap].kind))
}

/** Turns one on or off, and leaves the others as they are. */
export const setMishap = (faults: Faults, mishap: Mishap, isOn: boolean): void => {
  const others = mishapsIn(faults).filter((one) => one !== mishap)
  faults.clear()
  for (const one of isOn ? [...others, mishap] : others) faults.add(faultOf[one])
}
