// The other end of durable-process.ts: starts it, asks it, hears it, kills it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as t from 'io-ts'
import type { Asked, Setting } from './durable-process.ts'

const script = fileURLToPath(new URL('durable-process.ts', import.meta.url))

const Told = t.union([
  t.type({ answered: t.unknown }),
  t.type({ failed: t.string }),
  t.type({ paused: t.string }),
  t.type({ secret: t.string }),
  t.type({ started: t.boolean }),
  t.type({ id: t.string, state: t.string }),
])
type Told = t.TypeOf<typeof Told>

/** A process with an engine, once it has started. */
export const startDurableProcess = async (setting: Setting) => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(setting)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const told: Told[] = []
  const log: string[] = []
  const waiting = new Set<() => void>()
  const heard = () => {
    for (const wake of waiting) wake()
    waiting.clear()
  }
  child.stdout?.on('data', (text) => log.push(String(text)))
  child.stderr?.on('data', (text) => log.push(String(text)))
  child.on('message', (message) => {
    if (!Told.is(message)) throw new Error('The process told what the test does not know.')
    told.push(message)
    heard()
  })
  let isOver = false
  child.on('exit', () => {
    isOver = true
    heard()
  })

  /** The first that it tells after `from` and that is looked for. */
  const next = async <A>(look: (one: Told) => A | null, from: number): Promise<A> => {
    for (;;) {
      for (const one of told.slice(from)) {
        const found = look(one)
        if (found !== null) return found
      }
      if (isOver) throw new Error(`The process ended:\n${log.join('')}`)
      await new Promise<void>((resolve) => waiting.add(resolve))
    }
  }

  await next((one) => ('started' in one ? true : null), 0)
  return {
    log: () => log.join(''),
    secrets: () => told.flatMap((one) => ('secret' in one ? [one.secret] : [])),
    /** Asks, and waits for the answer. */
    ask: async (asked: Asked): Promise<unknown> => {
      const from = told.length
      child.send(asked)
      const answer = await next((one) => ('answered' in one || 'failed' in one ? one : null), from)
      if ('failed' in answer) throw new Error(answer.failed)
      return answer.answered
    },
    /** Asks, and does not wait. */
    begin: (asked: Asked) => void child.send(asked),
    paused: () => next((one) => ('paused' in one ? one.paused : null), 0),
    /** Waits until the watched enrollment was seen in one of these states, and says in which. */
    reaches: (id: string, ...states: readonly string[]): Promise<string> =>
      next((one) => ('state' in one && one.id === id && states.includes(one.state) ? one.state : null), 0),
    kill: async () => {
      if (isOver) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
export type DurableProcess = Awaited<ReturnType<typeof startDurableProcess>>
