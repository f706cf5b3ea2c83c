// The other end of restate-process.ts: starts it, hears it, kills it.
import * as t from 'io-ts'
import type { Setting } from './restate-process.ts'
import { startTold } from './told-process.ts'

const Told = t.union([
  t.type({ port: t.number }),
  t.type({ calls: t.string }),
  t.type({ event: t.string, state: t.string }),
])

/** A service process, once it listens. */
export const startServiceProcess = async (setting: Setting) => {
  const { log, told, first, kill } = startTold('restate-process.ts', setting, Told)
  const port = await first((one) => ('port' in one ? one.port : null))
  return {
    port,
    log,
    kill,
    /** Once it begins this call of the service, from now on. */
    nextCall: (name: string) =>
      first((one) => ('calls' in one && one.calls === name ? true : null), told.length),
    /** Once it has told this audit event. */
    tells: (event: string) => first((one) => ('event' in one && one.event === event ? true : null)),
  }
}
export type ServiceProcess = Awaited<ReturnType<typeof startServiceProcess>>
