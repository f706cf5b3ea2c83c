// The other end of restate-process.ts: starts it, hears it, kills it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as t from 'io-ts'
import type { Setting } from './restate-process.ts'

const script = fileURLToPath(new URL('restate-process.ts', import.meta.url))

const Told = t.union([
  t.type({ port: t.number }),
  t.type({ calls: t.string }),
  t.type({ event: t.string, state: t.string }),
])
type Told = t.TypeOf<typeof Told>

/** A service process, once it listens. */
export const startServiceProcess = async (setting: Setting) => {
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

  const first = async <A>(look: (one: Told) => A | null, from = 0): Promise<A> => {
    for (;;) {
      for (const one of told.slice(from)) {
        const found = look(one)
        if (found !== null) return found
      }
      if (isOver) throw new Error(`The process ended:\n${log.join('')}`)
      await new Promise<void>((resolve) => waiting.add(resolve))
    }
  }

  const port = await first((one) => ('port' in one ? one.port : null))
  return {
    port,
    log: () => log.join(''),
    /** Once it begins this call of the service, from now on. */
    nextCall: (name: string) =>
      first((one) => ('calls' in one && one.calls === name ? true : null), told.length),
    /** Once it has told this audit event. */
    tells: (event: string) => first((one) => ('event' in one && one.event === event ? true : null)),
    kill: async () => {
      if (isOver) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
export type ServiceProcess = Awaited<ReturnType<typeof startServiceProcess>>
