// A process of a test's own that is told its setting and tells what it does, over Node's channel between processes;
// telling.ts is its own side. It is there to be killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type * as t from 'io-ts'

export interface ToldProcess<Told> {
  /** All that it has printed. */
  readonly log: () => string
  readonly told: readonly Told[]
  /** The first of what it tells, after `from` such, in which something is found. Rejects if it ends without. */
  readonly first: <A>(look: (one: Told) => A | null, from?: number) => Promise<A>
  readonly send: (asked: object) => void
  readonly kill: () => Promise<void>
}

/** Starts the script beside this one, with a setting that `codec` of its own takes. */
export const startTold = <Told>(script: string, setting: object, codec: t.Type<Told>): ToldProcess<Told> => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', path, JSON.stringify(setting)], {
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
    if (!codec.is(message)) throw new Error('The process told what the test does not know.')
    told.push(message)
    heard()
  })
  let isOver = false
  child.on('exit', () => {
    isOver = true
    heard()
  })

  return {
    log: () => log.join(''),
    told,
    first: async (look, from = 0) => {
      for (;;) {
        for (const one of told.slice(from)) {
          const found = look(one)
          if (found !== null) return found
        }
        if (isOver) throw new Error(`The process ended:\n${log.join('')}`)
        await new Promise<void>((resolve) => waiting.add(resolve))
      }
    },
    send: (asked) => void child.send(asked),
    kill: async () => {
      if (isOver) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
