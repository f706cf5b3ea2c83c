import { createDevTools } from '@xstate/inspect'
import type { AnyInterpreter } from 'xstate'
import type { V4Registry } from '../xstate-v4/v4-shapes.ts'

/** A registry of `@xstate/inspect`, and the same for services that only have the shape of XState 4's. */
export const createRegistry = () => {
  const devTools = createDevTools()
  const registry: V4Registry = {
    // What @xstate/inspect reads of a service is all there; of the rest of the class it reads nothing.
    register: (service) => devTools.register(service as unknown as AnyInterpreter),
  }
  return { devTools, registry }
}
