import { inspect } from '@xstate/inspect/lib/server.js'
import type { WebSocketServer } from 'ws'
import type { V4Connection } from '../xstate-v4/v4-shapes.ts'
import { createRegistry } from './registry.ts'

type Options = Parameters<typeof inspect>[0]

/**
 * Runs `inspect()` of `@xstate/inspect/lib/server` on a WebSocket server.
 *
 * It would install a registry as `globalThis.__xstate__` whose services all runs share, and into which any XState
 * 4 machine of the program would put itself, unredacted. So while it starts, and it starts at once, it finds a
 * registry of its own under that name; afterwards the name is again what it was.
 */
export const connectServer = (server: WebSocketServer): V4Connection => {
  const { devTools, registry } = createRegistry()
  const before = Object.getOwnPropertyDescriptor(globalThis, '__xstate__')
  Object.defineProperty(globalThis, '__xstate__', { configurable: true, get: () => devTools, set: () => {} })
  try {
    // The same class: ws declares it once for modules, and once more for CommonJS.
    const inspector = inspect({ server: server as unknown as Options['server'] })
    return { registry, disconnect: () => inspector.disconnect() }
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, '__xstate__')
    else Object.defineProperty(globalThis, '__xstate__', before)
  }
}
