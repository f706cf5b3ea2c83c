import { Window } from 'happy-dom'

/** What Lit and the element find in a page, as properties of the global object. */
const taken = [
  'document',
  'navigator',
  'customElements',
  'sessionStorage',
  'CSSStyleSheet',
  'CustomEvent',
  'Document',
  'Element',
  'Event',
  'FormData',
  'HTMLElement',
  'HTMLFormElement',
  'HTMLInputElement',
  'HTMLSelectElement',
  'HTMLVideoElement',
  'MutationObserver',
  'Node',
  'ShadowRoot',
] as const

/** A page for the tests of one file: open it before the element is imported. `close` takes it away again. */
export const openBrowser = () => {
  const window = new Window({ url: 'https://bank.example/security' })
  const visited: string[] = []
  const isHandheld = { current: false }
  let isHidden = false
  Object.defineProperty(window.document, 'hidden', { get: () => isHidden, configurable: true })
  const globals: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(taken.map((name) => [name, Reflect.get(window, name)])),
    window,
    location: {
      hostname: 'bank.example',
      set href(address: string) {
        visited.push(address)
      },
    },
    matchMedia: () => ({ addEventListener: () => undefined, matches: isHandheld.current }),
    getSelection: () => window.getSelection(),
  }
  const before = new Map(
    Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  )
  // Assigning is not enough: newer versions of Node have a navigator that is read-only.
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  return {
    window,
    document: window.document,
    /** Addresses that a script sent the page to. */
    visited,
    isHandheld,
    /** Hides the page, as another tab does, or shows it. */
    hide: (hidden: boolean) => {
      isHidden = hidden
      window.document.dispatchEvent(new window.Event('visibilitychange'))
    },
    close: async () => {
      await window.happyDOM.close()
      for (const [name, descriptor] of before) {
        if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
        else Object.defineProperty(globalThis, name, descriptor)
      }
    },
  }
}
export type Browser = ReturnType<typeof openBrowser>
