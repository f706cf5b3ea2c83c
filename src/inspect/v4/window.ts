import { inspect } from '@xstate/inspect'
import type { V4Connection } from '../xstate-v4/v4-shapes.ts'
import { createRegistry } from './registry.ts'
import { withheldListeners } from './withheld-listeners.ts'

export interface WindowConnectionOptions {
  readonly url: string
  /** Where the viewer is, or is to be loaded. */
  readonly viewer: { readonly iframe: HTMLIFrameElement } | { readonly popup: Window }
  /** What passes of a message: null refuses it. */
  readonly accept: (data: unknown) => object | null
}

/**
 * Runs `inspect()` of `@xstate/inspect` in a page.
 *
 * It listens to messages of every window, whatever their origin, and to `unload`, which browsers are taking away.
 * Its listeners are caught before they are added, and called for messages of the viewer alone.
 */
export const connectWindow = ({ url, viewer, accept }: WindowConnectionOptions): V4Connection => {
  const { devTools, registry } = createRegistry()
  const popup = 'popup' in viewer ? viewer.popup : undefined
  const iframe = 'iframe' in viewer ? viewer.iframe : false
  const { result: inspector, withheld } = withheldListeners(() =>
    inspect({ url, iframe, devTools: () => devTools, targetWindow: popup }),
  )
  const { origin } = new URL(url)

  const hear = (event: MessageEvent<unknown>) => {
    const source = iframe === false ? popup : iframe.contentWindow
    if (event.origin !== origin || event.source === null || event.source !== source) return
    const data = accept(event.data)
    if (data !== null) withheld.get('message')?.(new MessageEvent('message', { data }))
  }
  const leave = (event: PageTransitionEvent) => {
    // A page that is only put aside comes back.
    if (!event.persisted) withheld.get('unload')?.(event)
  }
  window.addEventListener('message', hear)
  window.addEventListener('pagehide', leave)

  return {
    registry,
    disconnect: () => {
      window.removeEventListener('message', hear)
      window.removeEventListener('pagehide', leave)
      inspector?.disconnect()
    },
  }
}
