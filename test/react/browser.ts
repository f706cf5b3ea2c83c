import { Window } from 'happy-dom'

/** What React and the parts find in a page. Properties of the global object, as in a browser. */
const names = [
  'window',
  'document',
  'navigator',
  'location',
  'matchMedia',
  'getSelection',
  'sessionStorage',
  'addEventListener',
  'removeEventListener',
  'print',
  'HTMLElement',
  'HTMLVideoElement',
  'IS_REACT_ACT_ENVIRONMENT',
] as const

/**
 * A page for the tests of one file: call it before React is loaded, which looks for a document then. `close`
 * takes it away again.
 */
export const openBrowser = () => {
  const window = new Window({ url: 'https://bank.example/security' })
  const before = new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]))
  const visited: string[] = []
  const printed: string[] = []
  const isCoarse = { current: false }
  const pointer = { addEventListener: () => undefined, removeEventListener: () => undefined }
  const browser: Readonly<Record<(typeof names)[number], unknown>> = {
    window,
    document: window.document,
    navigator: window.navigator,
    location: {
      set href(address: string) {
        visited.push(address)
      },
    },
    matchMedia: () => ({ ...pointer, matches: isCoarse.current }),
    getSelection: () => window.getSelection(),
    sessionStorage: window.sessionStorage,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    print: () => printed.push('page'),
    HTMLElement: window.HTMLElement,
    HTMLVideoElement: window.HTMLVideoElement,
    IS_REACT_ACT_ENVIRONMENT: true,
  }
  // Assigning is not enough: newer versions of Node have a navigator that is read-only.
  for (const name of names)
    Object.defineProperty(globalThis, name, { value: browser[name], configurable: true, writable: true })

  let isHidden = false
  Object.defineProperty(window.document, 'hidden', { get: () => isHidden, configurable: true })
  return {
    window,
    document: window.document,
    /** Addresses that a script sent the page to. */
    visited,
    printed,
    isCoarse,
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
