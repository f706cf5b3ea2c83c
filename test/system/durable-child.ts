// The other end of durable-process.ts: starts it, asks it, hears it, kills it.
import * as t from 'io-ts'
import type { Asked, Setting } from './durable-process.ts'
import { startTold } from './told-process.ts'

const Told = t.union([
  t.type({ answered: t.unknown }),
  t.type({ failed: t.string }),
  t.type({ paused: t.string }),
  t.type({ secret: t.string }),
  t.type({ started: t.boolean }),
  t.type({ id: t.string, state: t.string }),
])

/** A process with an engine, once it has started. */
export const startDurableProcess = async (setting: Setting) => {
  const { log, told, first, send, kill } = startTold('durable-process.ts', setting, Told)
  await first((one) => ('started' in one ? true : null))
  return {
    log,
    kill,
    secrets: () => told.flatMap((one) => ('secret' in one ? [one.secret] : [])),
    /** Asks, and waits for the answer. */
    ask: async (asked: Asked): Promise<unknown> => {
      const from = told.length
      send(asked)
      const answer = await first((one) => ('answered' in one || 'failed' in one ? one : null), from)
      if ('failed' in answer) throw new Error(answer.failed)
      return answer.answered
    },
    /** Asks, and does not wait. */
    begin: (asked: Asked) => send(asked),
    paused: () => first((one) => ('paused' in one ? one.paused : null)),
    /** Waits until the watched enrollment was seen in one of these states, and says in which. */
    reaches: (id: string, ...states: readonly string[]): Promise<string> =>
      first((one) => ('state' in one && one.id === id && states.includes(one.state) ? one.state : null)),
  }
}
export type DurableProcess = Awaited<ReturnType<typeof startDurableProcess>>
